namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ListNode(ExpressionNode[] items, int start, int end, int height) : ExpressionNode(start, end, height)
{
    public IReadOnlyList<ExpressionNode> Items => items;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        var values = new ExpressionValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!items[i].TryEvaluate(ref evaluation, out values[i]))
            {
                value = default;
                return false;
            }
        }

        value = ExpressionValue.Of(values);
        return true;
    }
}
