using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class BinaryExpression(PythonExpression left, BinaryOperator @operator, PythonExpression right, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(left), HeightOf(right)) + 1)
{
    public PythonExpression Left { get; } = left;

    public BinaryOperator Operator { get; } = @operator;

    public PythonExpression Right { get; } = right;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Left, children);
        Collect(Right, children);
    }
}
