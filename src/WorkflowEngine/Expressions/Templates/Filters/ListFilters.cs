using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The filters of lists. What is undefined is an empty list, an object is the list of its keys, a text that of its characters.</summary>
internal static class ListFilters
{
    public static IEnumerable<TemplateFilter> All =>
    [
        new("join", "d attribute", Join),
        new("first", "", (ref evaluation, subject, _, out value) => At(ref evaluation, subject, fromEnd: false, out value)),
        new("last", "", (ref evaluation, subject, _, out value) => At(ref evaluation, subject, fromEnd: true, out value)),
        new("list", "", (ref evaluation, subject, _, out value) => Change(ref evaluation, subject, items => items, out value)),
        new("reverse", "", Reverse),
        new("sort", "reverse case_sensitive attribute", Sort),
        new("unique", "case_sensitive attribute", Unique),
        new("min", "case_sensitive attribute", (ref evaluation, subject, arguments, out value) => Extreme(ref evaluation, subject, arguments, false, out value)),
        new("max", "case_sensitive attribute", (ref evaluation, subject, arguments, out value) => Extreme(ref evaluation, subject, arguments, true, out value)),
        new("sum", "attribute start", Sum),
        new("batch", "linecount fill_with", Batch, fewest: 1),
        new("slice", "slices fill_with", Slice, fewest: 1),
        new("items", "", (ref evaluation, subject, _, out value) => Entries(ref evaluation, subject, entry => ExpressionValue.Of([ExpressionValue.Of(entry.Key), entry.Value]), out value)),
        new("keys", "", (ref evaluation, subject, _, out value) => Entries(ref evaluation, subject, entry => ExpressionValue.Of(entry.Key), out value)),
        new("values", "", (ref evaluation, subject, _, out value) => Entries(ref evaluation, subject, entry => entry.Value, out value)),
        new("dictsort", "case_sensitive by reverse", DictSort),
        new("groupby", "attribute default case_sensitive", GroupBy, fewest: 1),
    ];

    /// <summary>The items of a value.</summary>
    public static bool TryItems(ref Evaluation evaluation, in ExpressionValue subject, out IReadOnlyList<ExpressionValue> items)
    {
        items = [];
        if (subject.TryGetList(out var list))
        {
            items = list;
        }
        else if (subject.TryGetMap(out var entries))
        {
            items = [.. entries.Keys.Select(ExpressionValue.Of)];
        }
        else if (subject.TryGetText(out var text))
        {
            items = [.. text.EnumerateRunes().Select(rune => ExpressionValue.Of(rune.ToString()))];
        }
        else if (!TemplateText.IsUndefined(subject))
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, $"The filter takes a list, not {ValueNames.Of(subject)}.");
        }

        return evaluation.Reserve(items.Count);
    }

    /// <summary>What a dotted path of keys and indexes leads to; undefined where it leads nowhere.</summary>
    public static ExpressionValue Attribute(in ExpressionValue item, in ExpressionValue path)
    {
        var value = item;
        foreach (var part in TemplateText.Of(path).Split('.'))
        {
            var key = long.TryParse(part, out var index) && value.Kind == ExpressionValueKind.List ? ExpressionValue.Of(index) : ExpressionValue.Of(part);
            value = Indexing.TryFind(value, key, out var found) ? found.In(value) : TemplateText.Undefined;
        }

        return value;
    }

    public static bool Entries(
        ref Evaluation evaluation, ExpressionValue subject, Func<KeyValuePair<string, ExpressionValue>, ExpressionValue> pick, out ExpressionValue value)
    {
        value = ExpressionValue.Of([]);
        if (TemplateText.IsUndefined(subject))
        {
            return true;
        }

        if (!Arguments.TryMap(ref evaluation, "items", subject, out var entries))
        {
            return false;
        }

        value = ExpressionValue.Of([.. entries.Select(pick)]);
        return true;
    }

    public static bool Join(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        if (!TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        var separator = arguments.Text(0);
        var text = new StringBuilder();
        for (var i = 0; i < items.Count && text.Length <= evaluation.MaxOutput; i++)
        {
            text.Append(i > 0 ? separator : "").Append(TemplateText.Of(arguments.Has(1) ? Attribute(items[i], arguments.Value(1)) : items[i]));
        }

        return TextFilters.Make(ref evaluation, text.ToString(), out value);
    }

    private static bool Change(
        ref Evaluation evaluation, ExpressionValue subject, Func<IReadOnlyList<ExpressionValue>, IReadOnlyList<ExpressionValue>> change, out ExpressionValue value)
    {
        value = default;
        if (!TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        value = ExpressionValue.Of(change(items));
        return true;
    }

    private static bool At(ref Evaluation evaluation, ExpressionValue subject, bool fromEnd, out ExpressionValue value)
    {
        value = TemplateText.Undefined;
        if (!TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        value = items.Count == 0 ? value : items[fromEnd ? items.Count - 1 : 0];
        return true;
    }

    private static bool Reverse(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var succeeded = Change(ref evaluation, subject, items => [.. items.Reverse()], out value);
        value = succeeded && subject.Kind == ExpressionValueKind.Text ? ExpressionValue.Of(string.Concat(value.List.Select(item => item.Text))) : value;
        return succeeded;
    }

    private static bool Sort(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        return TryItems(ref evaluation, subject, out var items)
            && TryOrder(ref evaluation, items, item => Key(item, arguments, 1, 2), arguments.Flag(0), out value);
    }

    private static bool DictSort(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var place = ExpressionValue.Of(arguments.Text(1, "key") == "value" ? 1 : 0);
        return Entries(ref evaluation, subject, entry => ExpressionValue.Of([ExpressionValue.Of(entry.Key), entry.Value]), out value)
            && TryOrder(ref evaluation, value.List, pair => Fold(Attribute(pair, place), arguments.Flag(0)), arguments.Flag(2), out value);
    }

    private static bool Unique(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var seen = new HashSet<ExpressionValue>();
        return Change(ref evaluation, subject, items => [.. items.Where(item => seen.Add(Key(item, arguments, 0, 1)))], out value);
    }

    private static bool Extreme(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, bool isMost, out ExpressionValue value)
    {
        value = TemplateText.Undefined;
        if (!TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (i == 0)
            {
                value = items[0];
                continue;
            }

            if (!Comparison.TryOrder(ref evaluation, Key(items[i], arguments, 0, 1), Key(value, arguments, 0, 1), out var order))
            {
                return false;
            }

            value = isMost ? order > 0 ? items[i] : value : order < 0 ? items[i] : value;
        }

        return true;
    }

    private static bool Sum(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = arguments.Value(1, ExpressionValue.Of(0));
        if (!TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        foreach (var item in items)
        {
            if (!Arithmetic.TryApply(ref evaluation, BinaryOperator.Add, value, arguments.Has(0) ? Attribute(item, arguments.Value(0)) : item, out value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Batch(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var size = (int)Math.Clamp(arguments.Integer(0, 1), 1, 1_000_000);
        return Change(ref evaluation, subject, items => [.. items.Chunk(size).Select(chunk => Filled(chunk, size, arguments))], out value);
    }

    /// <summary>Shares the items out over so many columns, the first ones being the longer ones.</summary>
    private static bool Slice(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        var slices = (int)Math.Clamp(arguments.Integer(0, 1), 1, 100_000);
        if (!evaluation.Charge(slices) || !TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        var (each, longer) = (items.Count / slices, items.Count % slices);
        var columns = new List<ExpressionValue>(slices);
        for (int i = 0, start = 0; i < slices; i++)
        {
            var size = each + (i < longer ? 1 : 0);
            columns.Add(Filled([.. items.Skip(start).Take(size)], longer > 0 && i >= longer ? size + 1 : size, arguments));
            start += size;
        }

        value = ExpressionValue.Of(columns);
        return true;
    }

    private static bool GroupBy(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        ExpressionValue KeyOf(ExpressionValue item)
        {
            var key = Attribute(item, arguments.Value(0));
            return TemplateText.IsUndefined(key) ? arguments.Value(1, key) : key;
        }

        if (!TryItems(ref evaluation, subject, out var items)
            || !TryOrder(ref evaluation, items, item => Fold(KeyOf(item), arguments.Flag(2)), false, out var sorted))
        {
            return false;
        }

        var groups = sorted.List.GroupBy(item => Fold(KeyOf(item), arguments.Flag(2)));
        value = ExpressionValue.Of([.. groups.Select(group => ExpressionValue.Of([KeyOf(group.First()), ExpressionValue.Of([.. group])]))]);
        return true;
    }

    private static ExpressionValue Filled(ExpressionValue[] items, int size, FilterArguments arguments) => ExpressionValue.Of(
        arguments.Has(1) ? [.. items, .. Enumerable.Repeat(arguments.Value(1), Math.Max(0, size - items.Length))] : items);

    private static ExpressionValue Key(in ExpressionValue item, FilterArguments arguments, int caseSensitive, int attribute) =>
        Fold(arguments.Has(attribute) ? Attribute(item, arguments.Value(attribute)) : item, arguments.Flag(caseSensitive));

    private static ExpressionValue Fold(in ExpressionValue key, bool isCaseSensitive) =>
        !isCaseSensitive && key.TryGetText(out var text) ? ExpressionValue.Of(text.ToLowerInvariant()) : key;

    /// <summary>Sorts by keys; equal ones keep their order, also when the order is turned around.</summary>
    private static bool TryOrder(
        ref Evaluation evaluation, IReadOnlyList<ExpressionValue> items, Func<ExpressionValue, ExpressionValue> keyOf, bool isReversed, out ExpressionValue value)
    {
        value = default;
        var keys = items.Select(keyOf).ToArray();
        for (var i = 1; i < keys.Length; i++)
        {
            // Values that have an order with the first one have one among each other.
            if (!Comparison.TryOrder(ref evaluation, keys[0], keys[i], out _))
            {
                return false;
            }
        }

        if (!evaluation.Charge(items.Count * 16L))
        {
            return false;
        }

        var comparer = Comparer<ExpressionValue>.Create(OrderOf);
        var indexes = Enumerable.Range(0, keys.Length);
        var sorted = isReversed ? indexes.OrderByDescending(index => keys[index], comparer) : indexes.OrderBy(index => keys[index], comparer);
        value = ExpressionValue.Of([.. sorted.Select(index => items[index])]);
        return true;
    }

    private static int OrderOf(ExpressionValue left, ExpressionValue right)
    {
        var free = new Evaluation(NoScope.Instance, ExpressionLimits.Default);
        return Comparison.TryOrder(ref free, left, right, out var order) ? order ?? 0 : 0;
    }
}
