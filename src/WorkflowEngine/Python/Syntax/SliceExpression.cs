using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class SliceExpression(PythonExpression? lower, PythonExpression? upper, PythonExpression? step, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(lower), Math.Max(HeightOf(upper), HeightOf(step))) + 1)
{
    public PythonExpression? Lower { get; } = lower;

    public PythonExpression? Upper { get; } = upper;

    public PythonExpression? Step { get; } = step;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Lower, children);
        Collect(Upper, children);
        Collect(Step, children);
    }
}
