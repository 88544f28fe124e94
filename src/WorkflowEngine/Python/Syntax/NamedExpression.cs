using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class NamedExpression(NameExpression target, PythonExpression value, SourceSpan span)
    : PythonExpression(span, HeightOf(value) + 1)
{
    public NameExpression Target { get; } = target;

    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Target, children);
        Collect(Value, children);
    }
}
