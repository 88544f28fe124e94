namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>a if condition else b</c>; without <c>else</c> it is null when the condition is false.</summary>
internal sealed class ConditionalNode(ExpressionNode condition, ExpressionNode then, ExpressionNode? otherwise, int end)
    : ExpressionNode(then.Start, end, Math.Max(condition.Height, Math.Max(then.Height, otherwise?.Height ?? 0)) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!condition.TryEvaluate(ref evaluation, out var decision))
        {
            return false;
        }

        var branch = decision.IsTrue ? then : otherwise;
        if (branch is not null && !branch.TryEvaluate(ref evaluation, out value))
        {
            return false;
        }

        value = value.From(decision);
        return true;
    }
}
