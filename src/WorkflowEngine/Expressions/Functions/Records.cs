using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions of lists of objects.</summary>
internal static class Records
{
    /// <summary>The value of a key, or the item at an index, of every item; null where there is none.</summary>
    public static bool Map(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryList(ref evaluation, "map", arguments[0], out var items) || !evaluation.Reserve(items.Count))
        {
            return false;
        }

        var mapped = new ExpressionValue[items.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            Indexing.TryFind(items[i], arguments[1], out mapped[i]);
        }

        value = ExpressionValue.Of(mapped);
        return true;
    }

    /// <summary>The items in which every given key has the given value; without keys, those that are true.</summary>
    public static bool Filter(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryPick(ref evaluation, "filter", true, arguments, out value);

    /// <summary>The items that <see cref="Filter"/> leaves out.</summary>
    public static bool Reject(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryPick(ref evaluation, "reject", false, arguments, out value);

    private static bool TryPick(
        ref Evaluation evaluation, string function, bool keeps, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (arguments.Length % 2 == 0)
        {
            return Arguments.FailKind(ref evaluation, function, "pairs of key and value", arguments[^1]);
        }

        if (!Arguments.TryList(ref evaluation, function, arguments[0], out var items)
            || !evaluation.Charge((long)items.Count * arguments.Length * 4))
        {
            return false;
        }

        var picked = new List<ExpressionValue>();
        foreach (var item in items)
        {
            if (IsPicked(item, arguments[1..]) == keeps)
            {
                picked.Add(item);
            }
        }

        value = ExpressionValue.Of(picked);
        return true;
    }

    private static bool IsPicked(in ExpressionValue item, ReadOnlySpan<ExpressionValue> pairs)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (!Indexing.TryFind(item, pairs[i], out var found) || !found.Equals(pairs[i + 1]))
            {
                return false;
            }
        }

        return pairs.Length > 0 || item.IsTrue;
    }
}
