using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary>Reads items and stretches of lists, texts and objects.</summary>
internal static class Indexing
{
    public static bool TryRead(ref Evaluation evaluation, in ExpressionValue target, in ExpressionValue index, out ExpressionValue value)
    {
        if (target.Kind == ExpressionValueKind.Text && !evaluation.Charge(target.Text.Length))
        {
            value = default;
            return false;
        }

        if (TryFind(target, index, out value))
        {
            value = value.In(target);
            return true;
        }

        var isMiss = target.Kind switch
        {
            ExpressionValueKind.List or ExpressionValueKind.Text => index.Kind == ExpressionValueKind.WholeNumber,
            ExpressionValueKind.Map => index.Kind == ExpressionValueKind.Text,
            ExpressionValueKind.Null => target.IsLenient,
            _ => false,
        };
        if (isMiss && target.IsLenient)
        {
            value = ExpressionValue.Null.In(target);
            return true;
        }

        return isMiss
            ? FailMissing(ref evaluation, target, index)
            : evaluation.Fail(ExpressionCodes.WrongKind, WrongKind(target, index));
    }

    /// <summary>Looks an item up; false when there is none, for whatever reason.</summary>
    public static bool TryFind(in ExpressionValue target, in ExpressionValue index, out ExpressionValue value)
    {
        value = default;
        switch (target.Kind)
        {
            case ExpressionValueKind.Map when index.Kind == ExpressionValueKind.Text:
                return target.Map.TryGetValue(index.Text, out value);
            case ExpressionValueKind.List when index.Kind == ExpressionValueKind.WholeNumber:
                var items = target.List;
                var position = FromEnd(index.Integer, items.Count);
                if (position < 0 || position >= items.Count)
                {
                    return false;
                }

                value = items[(int)position];
                return true;
            case ExpressionValueKind.Text when index.Kind == ExpressionValueKind.WholeNumber:
                return TryFindCharacter(target.Text, index.Integer, out value);
            default:
                return false;
        }
    }

    public static bool TrySlice(
        ref Evaluation evaluation, in ExpressionValue target, in ExpressionValue from, in ExpressionValue to, out ExpressionValue value)
    {
        value = default;
        if (!IsBound(from) || !IsBound(to))
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, "The ends of a slice must be whole numbers.");
        }

        if (target.Kind is not (ExpressionValueKind.List or ExpressionValueKind.Text))
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, $"Only an array or string can be sliced, not {ValueNames.Of(target)}.");
        }

        var length = target.Kind == ExpressionValueKind.List ? target.List.Count : CodePoints.Count(target.Text);
        var first = from.IsNull ? 0 : Clamp(from.Integer, length);
        var last = to.IsNull ? length : Clamp(to.Integer, length);
        if (!evaluation.Reserve(length))
        {
            return false;
        }

        var count = Math.Max(0, last - first);
        value = target.Kind == ExpressionValueKind.List
            ? ExpressionValue.Of(Copy(target.List, first, count))
            : ExpressionValue.Of(Cut(target.Text, first, count));
        value = value.In(target).From(from).From(to);
        return true;
    }

    private static bool IsBound(in ExpressionValue value) => value.Kind is ExpressionValueKind.Null or ExpressionValueKind.WholeNumber;

    private static int Clamp(long index, int length) => (int)Math.Clamp(FromEnd(index, length), 0, length);

    private static long FromEnd(long index, int length) => index < 0 ? index + length : index;

    private static ExpressionValue[] Copy(IReadOnlyList<ExpressionValue> items, int first, int count)
    {
        var copy = new ExpressionValue[count];
        for (var i = 0; i < count; i++)
        {
            copy[i] = items[first + i];
        }

        return copy;
    }

    private static string Cut(string text, int first, int count)
    {
        var start = CodePoints.Offset(text, first);
        var length = CodePoints.Offset(text.AsSpan(start), count);
        return text.Substring(start, length);
    }

    private static bool TryFindCharacter(string text, long index, out ExpressionValue value)
    {
        value = default;
        var position = index < 0 ? FromEnd(index, CodePoints.Count(text)) : index;
        if (position < 0 || position >= text.Length)
        {
            return false;
        }

        var offset = CodePoints.Offset(text, (int)position);
        if (offset >= text.Length)
        {
            return false;
        }

        value = ExpressionValue.Of(text.Substring(offset, CodePoints.Length(text, offset)));
        return true;
    }

    private static bool FailMissing(ref Evaluation evaluation, in ExpressionValue target, in ExpressionValue index) =>
        target.Kind == ExpressionValueKind.Map
            ? evaluation.Fail(ExpressionCodes.UnknownKey, $"The object has no key {Shown(index)}.")
            : evaluation.Fail(ExpressionCodes.IndexOutOfRange, $"The index {Shown(index)} lies outside of the {ValueNames.Of(target)}.");

    /// <summary>A computed index may be long or secret; a message needs neither.</summary>
    private static string Shown(in ExpressionValue index)
    {
        var text = index.ToString();
        return text.Length > 60 ? text[..60] + "..." : index.Kind == ExpressionValueKind.Text ? $"'{text}'" : text;
    }

    private static string WrongKind(in ExpressionValue target, in ExpressionValue index) => target.Kind switch
    {
        ExpressionValueKind.List => $"An array is indexed by a whole number, not by {ValueNames.Of(index)}.",
        ExpressionValueKind.Text => $"A string is indexed by a whole number, not by {ValueNames.Of(index)}.",
        ExpressionValueKind.Map => $"An object is indexed by a string, not by {ValueNames.Of(index)}.",
        _ => $"Cannot index into {ValueNames.Of(target)}.",
    };
}
