using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class UnaryExpression(UnaryOperator @operator, PythonExpression operand, SourceSpan span)
    : PythonExpression(span, HeightOf(operand) + 1)
{
    public UnaryOperator Operator { get; } = @operator;

    public PythonExpression Operand { get; } = operand;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Operand, children);
    }
}
