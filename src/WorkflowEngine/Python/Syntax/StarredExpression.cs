using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class StarredExpression(PythonExpression value, SourceSpan span)
    : PythonExpression(span, HeightOf(value) + 1)
{
    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
    }
}
