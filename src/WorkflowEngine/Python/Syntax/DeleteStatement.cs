using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class DeleteStatement(ImmutableArray<PythonExpression> targets, SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<PythonExpression> Targets { get; } = targets;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Targets, children);
    }
}
