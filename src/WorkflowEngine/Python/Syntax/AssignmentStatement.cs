using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class AssignmentStatement(ImmutableArray<PythonExpression> targets, PythonExpression value, SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<PythonExpression> Targets { get; } = targets;

    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Targets, children);
        Collect(Value, children);
    }
}
