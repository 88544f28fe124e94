using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class WhileStatement(
    PythonExpression condition,
    ImmutableArray<PythonStatement> body,
    ImmutableArray<PythonStatement> @else,
    SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Condition { get; } = condition;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public ImmutableArray<PythonStatement> Else { get; } = @else;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Condition, children);
        Collect(Body, children);
        Collect(Else, children);
    }
}
