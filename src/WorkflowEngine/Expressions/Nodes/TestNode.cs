using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>a is test</c>, <c>a is not test</c> and <c>a is test(b)</c>.</summary>
internal sealed class TestNode(ExpressionNode operand, Test test, ExpressionNode? argument, bool isNegated, int end)
    : ExpressionNode(operand.Start, end, Math.Max(operand.Height, argument?.Height ?? 0) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        var other = ExpressionValue.Null;
        if (!operand.TryEvaluate(ref evaluation, out var tested)
            || (argument is not null && !argument.TryEvaluate(ref evaluation, out other)))
        {
            return false;
        }

        if (!test.Body(ref evaluation, tested, other, out var answer))
        {
            return evaluation.At(this);
        }

        value = ExpressionValue.Of(answer != isNegated).From(tested).From(other);
        return true;
    }
}
