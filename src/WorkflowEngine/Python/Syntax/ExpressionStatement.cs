using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ExpressionStatement(PythonExpression value, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
    }
}
