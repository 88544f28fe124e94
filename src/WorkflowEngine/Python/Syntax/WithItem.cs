using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class WithItem(PythonExpression context, PythonExpression? target, SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(context), HeightOf(target)) + 1)
{
    public PythonExpression Context { get; } = context;

    public PythonExpression? Target { get; } = target;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Context, children);
        Collect(Target, children);
    }
}
