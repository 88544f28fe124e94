using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class AugmentedAssignment(PythonExpression target, BinaryOperator @operator, PythonExpression value, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Target { get; } = target;

    public BinaryOperator Operator { get; } = @operator;

    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Target, children);
        Collect(Value, children);
    }
}
