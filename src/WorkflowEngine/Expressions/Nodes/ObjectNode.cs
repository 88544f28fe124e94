namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>{key: value, 'other key': value}</c>; of two equal keys the last one stands.</summary>
internal sealed class ObjectNode(string[] keys, ExpressionNode[] values, int start, int end, int height) : ExpressionNode(start, end, height)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        var entries = new Dictionary<string, ExpressionValue>(keys.Length, StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            if (!values[i].TryEvaluate(ref evaluation, out var entry))
            {
                return false;
            }

            entries[keys[i]] = entry;
        }

        value = ExpressionValue.Of(entries);
        return true;
    }
}
