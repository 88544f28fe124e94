using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class AttributeExpression(PythonExpression value, string name, SourceSpan span)
    : PythonExpression(span, HeightOf(value) + 1)
{
    public PythonExpression Value { get; } = value;

    public string Name { get; } = name;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
    }
}
