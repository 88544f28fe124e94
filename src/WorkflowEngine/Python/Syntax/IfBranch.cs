using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class IfBranch(PythonExpression condition, ImmutableArray<PythonStatement> body, SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(condition), HeightOf(body)) + 1)
{
    public PythonExpression Condition { get; } = condition;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Condition, children);
        Collect(Body, children);
    }
}
