using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class SubscriptExpression(PythonExpression value, PythonExpression index, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(value), HeightOf(index)) + 1)
{
    public PythonExpression Value { get; } = value;

    public PythonExpression Index { get; } = index;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
        Collect(Index, children);
    }
}
