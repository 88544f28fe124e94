using System.Globalization;
using System.Text;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions of texts.</summary>
internal static class Texts
{
    public static bool Lower(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryMap(ref evaluation, "lower", arguments[0], text => text.ToLowerInvariant(), out value);

    public static bool Upper(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        // The invariant tables map one character to one; the sharp s is the letter authors meet that becomes two.
        TryMap(ref evaluation, "upper", arguments[0], text => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal), out value);

    public static bool Trim(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryMap(ref evaluation, "trim", arguments[0], text => text.Trim(), out value);

    public static bool Title(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryMap(ref evaluation, "title", arguments[0], text => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()), out value);

    public static bool Capitalize(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryMap(ref evaluation, "capitalize", arguments[0], ToCapitalized, out value);

    public static bool Append(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryConcatenate(ref evaluation, arguments[0], arguments[1], out value);

    public static bool Prepend(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryConcatenate(ref evaluation, arguments[1], arguments[0], out value);

    /// <summary>Cuts a text at a separator; an empty separator gives its characters between two empty texts.</summary>
    public static bool Split(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "split", arguments[0], out var text)
            || !Arguments.TryText(ref evaluation, "split", arguments[1], out var separator)
            || !evaluation.Reserve(text.Length))
        {
            return false;
        }

        if (separator.Length > 0)
        {
            value = ExpressionValue.Of(Array.ConvertAll(text.Split(separator), ExpressionValue.Of));
            return true;
        }

        var characters = new List<ExpressionValue>(text.Length + 2) { ExpressionValue.Of("") };
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = CodePoints.Length(text, i);
            characters.Add(ExpressionValue.Of(text.Substring(i, length)));
        }

        characters.Add(ExpressionValue.Of(""));
        value = ExpressionValue.Of(characters);
        return true;
    }

    /// <summary>Joins the texts of the items, null being <c>null</c>; the separator is a comma when none is given.</summary>
    public static bool Join(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        var separator = ",";
        if (!Arguments.TryList(ref evaluation, "join", arguments[0], out var items)
            || (arguments.Length > 1 && !Arguments.TryText(ref evaluation, "join", arguments[1], out separator)))
        {
            return false;
        }

        var text = new StringBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? separator : "").Append(items[i].IsNull ? "null" : items[i].ToText());
            if (text.Length > evaluation.MaxOutput)
            {
                break;
            }
        }

        return TryGive(ref evaluation, text, out value);
    }

    public static bool Replace(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "replace", arguments[0], out var text)
            || !Arguments.TryText(ref evaluation, "replace", arguments[1], out var old)
            || !Arguments.TryText(ref evaluation, "replace", arguments[2], out var replacement)
            || !evaluation.Charge(text.Length))
        {
            return false;
        }

        var result = new StringBuilder();
        var position = 0;
        while (result.Length <= evaluation.MaxOutput)
        {
            var found = old.Length > 0 ? text.IndexOf(old, position, StringComparison.Ordinal) : position;
            if (found < 0)
            {
                break;
            }

            // An empty text is found before every character and at the end.
            result.Append(text, position, found - position).Append(replacement);
            position = found + old.Length;
            if (old.Length == 0)
            {
                if (position == text.Length)
                {
                    break;
                }

                var length = CodePoints.Length(text, position);
                result.Append(text, position, length);
                position += length;
            }
        }

        result.Append(text, position, text.Length - position);
        return TryGive(ref evaluation, result, out value);
    }

    public static bool StartsWith(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        var succeeded = TryPair(ref evaluation, "starts_with", arguments, out var text, out var part);
        value = ExpressionValue.Of(text.StartsWith(part, StringComparison.Ordinal));
        return succeeded;
    }

    public static bool EndsWith(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        var succeeded = TryPair(ref evaluation, "ends_with", arguments, out var text, out var part);
        value = ExpressionValue.Of(text.EndsWith(part, StringComparison.Ordinal));
        return succeeded;
    }

    /// <summary>As GitHub's <c>startsWith</c>: the arguments are turned into text first.</summary>
    public static bool StartsWithAny(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(arguments[0].ToText().StartsWith(arguments[1].ToText(), StringComparison.Ordinal));
        return true;
    }

    /// <summary>As GitHub's <c>endsWith</c>: the arguments are turned into text first.</summary>
    public static bool EndsWithAny(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(arguments[0].ToText().EndsWith(arguments[1].ToText(), StringComparison.Ordinal));
        return true;
    }

    /// <summary>Fills <c>{0}</c>, <c>{1}</c> and so on; doubled braces stand for themselves.</summary>
    public static bool Format(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "format", arguments[0], out var format) || !evaluation.Charge(format.Length))
        {
            return false;
        }

        var text = new StringBuilder(format.Length);
        for (var i = 0; i < format.Length && text.Length <= evaluation.MaxOutput; i++)
        {
            var character = format[i];
            if (character is not ('{' or '}'))
            {
                text.Append(character);
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == character)
            {
                text.Append(character);
                i++;
                continue;
            }

            var close = character == '{' ? format.IndexOf('}', i) : -1;
            if (close < 0
                || !int.TryParse(format.AsSpan(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                || index >= arguments.Length - 1)
            {
                return evaluation.Fail(
                    ExpressionCodes.Unreadable, "The format has a brace that is not doubled and names none of the arguments.");
            }

            text.Append(arguments[index + 1].ToText());
            i = close;
        }

        return TryGive(ref evaluation, text, out value);
    }

    private static bool TryGive(ref Evaluation evaluation, StringBuilder text, out ExpressionValue value)
    {
        value = default;
        if (!evaluation.Reserve(text.Length))
        {
            return false;
        }

        value = ExpressionValue.Of(text.ToString());
        return true;
    }

    private static bool TryPair(
        ref Evaluation evaluation, string function, ReadOnlySpan<ExpressionValue> arguments, out string text, out string part)
    {
        part = "";
        return Arguments.TryText(ref evaluation, function, arguments[0], out text)
            && Arguments.TryText(ref evaluation, function, arguments[1], out part);
    }

    private static bool TryMap(
        ref Evaluation evaluation, string function, in ExpressionValue argument, Func<string, string> map, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, function, argument, out var text) || !evaluation.Reserve(text.Length))
        {
            return false;
        }

        value = ExpressionValue.Of(map(text));
        return true;
    }

    private static bool TryConcatenate(ref Evaluation evaluation, in ExpressionValue first, in ExpressionValue second, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "append", first, out var left)
            || !Arguments.TryText(ref evaluation, "append", second, out var right)
            || !evaluation.Reserve((long)left.Length + right.Length))
        {
            return false;
        }

        value = ExpressionValue.Of(left + right);
        return true;
    }

    private static string ToCapitalized(string text)
    {
        var first = text.Length == 0 ? 0 : CodePoints.Length(text, 0);
        return text[..first].ToUpperInvariant() + text[first..].ToLowerInvariant();
    }
}
