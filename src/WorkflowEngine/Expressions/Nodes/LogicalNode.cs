namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>and or</c>, which answer true or false, and <c>&amp;&amp; ||</c>, which answer with one of their sides.</summary>
internal sealed class LogicalNode(bool isAnd, bool givesOperand, ExpressionNode left, ExpressionNode right)
    : ExpressionNode(left.Start, right.End, Math.Max(left.Height, right.Height) + 1)
{
    public bool IsAnd { get; } = isAnd;

    public ExpressionNode Left { get; } = left;

    public ExpressionNode Right { get; } = right;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (!Left.TryEvaluate(ref evaluation, out value))
        {
            return false;
        }

        var left = value;
        if (left.IsTrue == IsAnd && !Right.TryEvaluate(ref evaluation, out value))
        {
            return false;
        }

        value = (givesOperand ? value : ExpressionValue.Of(value.IsTrue).From(value)).From(left);
        return true;
    }
}
