using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// A null name is a "**" unpacking.
internal sealed class KeywordArgument(string? name, PythonExpression value, SourceSpan span)
    : PythonNode(span, HeightOf(value) + 1)
{
    public string? Name { get; } = name;

    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
    }
}
