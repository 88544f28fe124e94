namespace WorkflowEngine.Expressions.Nodes;

/// <summary>An operator that needs the values of both of its sides.</summary>
internal sealed class BinaryNode(BinaryOperator @operator, ExpressionNode left, ExpressionNode right)
    : ExpressionNode(left.Start, right.End, Math.Max(left.Height, right.Height) + 1)
{
    public BinaryOperator Operator { get; } = @operator;

    public ExpressionNode Left { get; } = left;

    public ExpressionNode Right { get; } = right;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!Left.TryEvaluate(ref evaluation, out var left) || !Right.TryEvaluate(ref evaluation, out var right))
        {
            return false;
        }

        if (Operator < BinaryOperator.Equal)
        {
            return Arithmetic.TryApply(ref evaluation, Operator, left, right, out value) || evaluation.At(this);
        }

        if (!Comparison.TryApply(ref evaluation, Operator, left, right, out var answer))
        {
            return evaluation.At(this);
        }

        value = ExpressionValue.Of(answer).From(left).From(right);
        return true;
    }
}
