namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>not a</c> and <c>!a</c>.</summary>
internal sealed class NegationNode(ExpressionNode operand, int start) : ExpressionNode(start, operand.End, operand.Height + 1)
{
    public ExpressionNode Operand { get; } = operand;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        var succeeded = Operand.TryEvaluate(ref evaluation, out value);
        value = succeeded ? ExpressionValue.Of(!value.IsTrue).From(value) : default;
        return succeeded;
    }
}
