namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>a is defined</c>: whether evaluating it finds all names and keys it needs.</summary>
internal sealed class DefinedNode(ExpressionNode operand, bool isNegated, int end) : ExpressionNode(operand.Start, end, operand.Height + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        var isDefined = operand.TryEvaluate(ref evaluation, out value);
        if (!isDefined)
        {
            if (!evaluation.IsMissing)
            {
                return false;
            }

            evaluation.Forgive();
        }

        // The null of a lenient object stands for a key it does not have.
        isDefined &= !(value.IsNull && value.IsLenient);
        value = ExpressionValue.Of(isDefined != isNegated).From(value);
        return true;
    }
}
