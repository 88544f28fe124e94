namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions of objects; what comes out is sorted by key.</summary>
internal static class Maps
{
    public static bool Keys(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryMap(ref evaluation, "keys", arguments[0], out var entries))
        {
            return false;
        }

        value = ExpressionValue.Of(Array.ConvertAll(JsonText.SortedKeys(entries), ExpressionValue.Of));
        return true;
    }

    public static bool Values(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryMap(ref evaluation, "values", arguments[0], out var entries))
        {
            return false;
        }

        value = ExpressionValue.Of(Array.ConvertAll(JsonText.SortedKeys(entries), key => entries[key]));
        return true;
    }

    /// <summary>The entries as pairs of key and value.</summary>
    public static bool Items(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryMap(ref evaluation, "items", arguments[0], out var entries))
        {
            return false;
        }

        value = ExpressionValue.Of(Array.ConvertAll(
            JsonText.SortedKeys(entries), key => ExpressionValue.Of([ExpressionValue.Of(key), entries[key]])));
        return true;
    }

    public static bool Merge(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryMap(ref evaluation, "merge", arguments[0], out var left)
            || !Arguments.TryMap(ref evaluation, "merge", arguments[1], out var right)
            || !evaluation.Reserve((long)left.Count + right.Count))
        {
            return false;
        }

        var merged = new Dictionary<string, ExpressionValue>(left, StringComparer.Ordinal);
        foreach (var (key, entry) in right)
        {
            merged[key] = entry;
        }

        value = ExpressionValue.Of(merged);
        return true;
    }
}
