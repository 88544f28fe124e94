namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>-a</c>.</summary>
internal sealed class MinusNode(ExpressionNode operand, int start) : ExpressionNode(start, operand.End, operand.Height + 1)
{
    public ExpressionNode Operand { get; } = operand;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        return Operand.TryEvaluate(ref evaluation, out var operand)
            && (Arithmetic.TryNegate(ref evaluation, operand, out value) || evaluation.At(this));
    }
}
