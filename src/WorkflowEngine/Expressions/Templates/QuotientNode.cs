using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>a / b</c>, which is never a whole number here: <c>4 / 2</c> prints <c>2.0</c>.</summary>
internal sealed class QuotientNode(ExpressionNode left, ExpressionNode right)
    : ExpressionNode(left.Start, right.End, Math.Max(left.Height, right.Height) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!left.TryEvaluate(ref evaluation, out var dividend) || !right.TryEvaluate(ref evaluation, out var divisor))
        {
            return false;
        }

        if (!Arithmetic.TryApply(ref evaluation, BinaryOperator.Divide, dividend, divisor, out value))
        {
            return evaluation.At(this);
        }

        value = ExpressionValue.Of(dividend.Double / divisor.Double).From(value);
        return true;
    }
}
