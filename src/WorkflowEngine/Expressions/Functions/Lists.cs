using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions of lists; many take a text as the list of its characters.</summary>
internal static class Lists
{
    public static bool Length(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        var argument = arguments[0];
        value = argument.Kind switch
        {
            ExpressionValueKind.Text => ExpressionValue.Of(CodePoints.Count(argument.Text)),
            ExpressionValueKind.List => ExpressionValue.Of(argument.List.Count),
            ExpressionValueKind.Map => ExpressionValue.Of(argument.Map.Count),
            _ => default,
        };
        return value.IsNull
            ? Arguments.FailKind(ref evaluation, "length", "an array, object or string", argument)
            : argument.Kind != ExpressionValueKind.Text || evaluation.Charge(argument.Text.Length);
    }

    /// <summary>How often an item is in a list, or a text in another without overlap; with one argument the length, as a filter does.</summary>
    public static bool Count(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        if (arguments.Length == 1)
        {
            return Length(ref evaluation, arguments, out value);
        }

        value = default;
        if (arguments[0].Kind == ExpressionValueKind.List)
        {
            var count = 0L;
            foreach (var item in arguments[0].List)
            {
                count += item.Equals(arguments[1]) ? 1 : 0;
            }

            value = ExpressionValue.Of(count);
            return evaluation.Charge(arguments[0].List.Count);
        }

        if (arguments[0].Kind != ExpressionValueKind.Text)
        {
            return Arguments.FailKind(ref evaluation, "count", "an array or string", arguments[0]);
        }

        if (!Arguments.TryText(ref evaluation, "count", arguments[1], out var part) || !evaluation.Charge(arguments[0].Text.Length))
        {
            return false;
        }

        var text = arguments[0].Text;
        value = ExpressionValue.Of(part.Length == 0 ? CodePoints.Count(text) + 1L : text.AsSpan().Count(part));
        return true;
    }

    public static bool Contains(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        var succeeded = Comparison.TryFind(ref evaluation, arguments[1], arguments[0], out var answer);
        value = ExpressionValue.Of(answer);
        return succeeded;
    }

    public static bool Reversed(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (arguments[0].Kind == ExpressionValueKind.Text)
        {
            value = ExpressionValue.Of(Reverse(arguments[0].Text));
            return evaluation.Reserve(value.Text.Length);
        }

        if (!TryItems(ref evaluation, "reversed", "an array or string", arguments[0], out var items))
        {
            return false;
        }

        Array.Reverse(items);
        value = ExpressionValue.Of(items);
        return true;
    }

    public static bool Sort(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!TryItems(ref evaluation, "sort", "an array", arguments[0], out var items) || !evaluation.Charge(items.Length * 32L))
        {
            return false;
        }

        var (areNumbers, areTexts) = (true, true);
        foreach (var item in items)
        {
            areNumbers &= item.IsNumeric;
            areTexts &= item.Kind == ExpressionValueKind.Text;
        }

        if (!areNumbers && !areTexts)
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, "'sort' takes an array of numbers or of strings.");
        }

        var sorted = new (ExpressionValue Item, int Index)[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            sorted[i] = (items[i], i);
        }

        Array.Sort(sorted, areTexts ? CompareTexts : CompareNumbers);
        value = ExpressionValue.Of(Array.ConvertAll(sorted, entry => entry.Item));
        return true;
    }

    public static bool Unique(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!TryItems(ref evaluation, "unique", "an array", arguments[0], out var items))
        {
            return false;
        }

        var seen = new HashSet<ExpressionValue>();
        value = ExpressionValue.Of(Array.FindAll(items, seen.Add));
        return true;
    }

    /// <summary>Puts the items of inner lists in their place, one level deep.</summary>
    public static bool Flat(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryList(ref evaluation, "flat", arguments[0], out var items))
        {
            return false;
        }

        var flat = new List<ExpressionValue>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind != ExpressionValueKind.List)
            {
                flat.Add(item);
            }
            else if (evaluation.Reserve((long)flat.Count + item.List.Count))
            {
                flat.AddRange(item.List);
            }
            else
            {
                return false;
            }
        }

        value = ExpressionValue.Of(flat);
        return true;
    }

    public static bool Zip(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryList(ref evaluation, "zip", arguments[0], out var left)
            || !Arguments.TryList(ref evaluation, "zip", arguments[1], out var right))
        {
            return false;
        }

        var pairs = new ExpressionValue[Math.Min(left.Count, right.Count)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = ExpressionValue.Of((ExpressionValue[])[left[i], right[i]]);
        }

        value = ExpressionValue.Of(pairs);
        return true;
    }

    public static bool Range(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        var from = 0L;
        if (!Arguments.TryInteger(ref evaluation, "range", arguments[^1], out var to)
            || (arguments.Length > 1 && !Arguments.TryInteger(ref evaluation, "range", arguments[0], out from)))
        {
            return false;
        }

        var count = to <= from ? 0 : (Int128)to - from;
        if (!evaluation.Reserve((long)Int128.Min(count, long.MaxValue)))
        {
            return false;
        }

        var numbers = new ExpressionValue[(int)count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = ExpressionValue.Of(from + i);
        }

        value = ExpressionValue.Of(numbers);
        return true;
    }

    public static bool Slice(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        Indexing.TrySlice(ref evaluation, arguments[0], arguments[1], arguments.Length > 2 ? arguments[2] : default, out value);

    public static bool IndexOf(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(-1L);
        if (arguments[0].Kind == ExpressionValueKind.Text)
        {
            var text = arguments[0].Text;
            if (!Arguments.TryText(ref evaluation, "index_of", arguments[1], out var part) || !evaluation.Charge(text.Length))
            {
                return false;
            }

            var offset = text.IndexOf(part, StringComparison.Ordinal);
            value = ExpressionValue.Of(offset < 0 ? -1 : CodePoints.Count(text.AsSpan(0, offset)));
            return true;
        }

        if (arguments[0].Kind != ExpressionValueKind.List)
        {
            return Arguments.FailKind(ref evaluation, "index_of", "an array or string", arguments[0]);
        }

        var items = arguments[0].List;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Equals(arguments[1]))
            {
                value = ExpressionValue.Of(i);
                break;
            }
        }

        return evaluation.Charge(items.Count);
    }

    public static bool Chunks(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!TryItems(ref evaluation, "chunks", "an array", arguments[0], out var items))
        {
            return false;
        }

        if (arguments[1].Kind != ExpressionValueKind.WholeNumber || arguments[1].Integer < 1)
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, "The size of a chunk must be a positive whole number.");
        }

        value = ExpressionValue.Of(Array.ConvertAll(
            [.. items.Chunk((int)Math.Min(arguments[1].Integer, int.MaxValue))], ExpressionValue.Of));
        return true;
    }

    public static bool First(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryEnd(ref evaluation, "first", 0, arguments[0], out value);

    public static bool Last(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryEnd(ref evaluation, "last", -1, arguments[0], out value);

    /// <summary>The items of a list, the characters of a text or the keys of an object.</summary>
    public static bool List(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = arguments[0];
        switch (value.Kind)
        {
            case ExpressionValueKind.List:
                return true;
            case ExpressionValueKind.Map:
                return Maps.Keys(ref evaluation, arguments, out value);
            case ExpressionValueKind.Text:
                ExpressionValue[] split = [value, ExpressionValue.Of("")];
                return Texts.Split(ref evaluation, split, out var characters)
                    && Indexing.TrySlice(ref evaluation, characters, ExpressionValue.Of(1L), ExpressionValue.Of(-1L), out value);
            default:
                return Arguments.FailKind(ref evaluation, "list", "an array, object or string", value);
        }
    }

    /// <summary>The first or last item; null when there is none.</summary>
    private static bool TryEnd(ref Evaluation evaluation, string function, int index, in ExpressionValue argument, out ExpressionValue value)
    {
        value = default;
        if (argument.Kind is not (ExpressionValueKind.List or ExpressionValueKind.Text))
        {
            return Arguments.FailKind(ref evaluation, function, "an array or string", argument);
        }

        Indexing.TryFind(argument, ExpressionValue.Of(index), out value);
        return argument.Kind != ExpressionValueKind.Text || evaluation.Charge(argument.Text.Length);
    }

    private static bool TryItems(
        ref Evaluation evaluation, string function, string wanted, in ExpressionValue argument, out ExpressionValue[] items)
    {
        items = [];
        if (argument.Kind != ExpressionValueKind.List)
        {
            return Arguments.FailKind(ref evaluation, function, wanted, argument);
        }

        if (!evaluation.Reserve(argument.List.Count))
        {
            return false;
        }

        items = [.. argument.List];
        return true;
    }

    private static string Reverse(string text)
    {
        var reversed = text.ToCharArray();
        Array.Reverse(reversed);
        for (var i = 0; i + 1 < reversed.Length; i++)
        {
            if (char.IsSurrogatePair(reversed[i + 1], reversed[i]))
            {
                (reversed[i], reversed[i + 1]) = (reversed[i + 1], reversed[i]);
                i++;
            }
        }

        return new string(reversed);
    }

    // Array.Sort is not stable; the index makes equal items such as 1 and 1.0 keep their order.
    private static int CompareNumbers((ExpressionValue Item, int Index) left, (ExpressionValue Item, int Index) right)
    {
        var bothWhole = left.Item.Kind == ExpressionValueKind.WholeNumber && right.Item.Kind == ExpressionValueKind.WholeNumber;
        var order = bothWhole ? left.Item.Integer.CompareTo(right.Item.Integer) : left.Item.Double.CompareTo(right.Item.Double);
        return order != 0 ? order : left.Index.CompareTo(right.Index);
    }

    private static int CompareTexts((ExpressionValue Item, int Index) left, (ExpressionValue Item, int Index) right)
    {
        var order = CodePoints.Compare(left.Item.Text, right.Item.Text);
        return order != 0 ? order : left.Index.CompareTo(right.Index);
    }
}
