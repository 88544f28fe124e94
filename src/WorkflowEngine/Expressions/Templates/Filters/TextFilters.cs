using System.Text;

namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The filters that make texts of texts; other values are taken as they are printed.</summary>
internal static class TextFilters
{
    public static IEnumerable<TemplateFilter> All =>
    [
        Plain("upper", text => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal)),
        Plain("lower", text => text.ToLowerInvariant()),
        Plain("capitalize", Capitalize),
        Plain("title", Title),
        Plain("string", text => text),
        Plain("escape", Escape),
        Plain("e", Escape),
        Plain("urlencode", Uri.EscapeDataString),
        new("trim", "chars", (ref evaluation, subject, arguments, out value) => Make(
            ref evaluation, Trim(TemplateText.Of(subject), arguments.Has(0) ? arguments.Text(0) : null), out value)),
        new("replace", "old new count", Replace, fewest: 2),
        new("indent", "width first blank", Indent),
        new("truncate", "length killwords end leeway", Truncate),
        new("center", "width", Center),
        new("wordwrap", "width", WordWrap),
        new("wordcount", "", (ref evaluation, subject, _, out value) =>
        {
            var text = TemplateText.Of(subject);
            value = ExpressionValue.Of(text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Length);
            return evaluation.Charge(text.Length);
        }),
        new("lines", "", (ref evaluation, subject, _, out value) => Lines(ref evaluation, subject, out value)),
        new("split", "sep maxsplit", Split),
    ];

    public static string Capitalize(string text) => text.Length == 0
        ? text
        : string.Concat(text[..CodePoints.Length(text, 0)].ToUpperInvariant(), text[CodePoints.Length(text, 0)..].ToLowerInvariant());

    /// <summary>Every word begins with a capital; words end at white space, hyphens and opening brackets.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var isStart = true;
        foreach (var character in text)
        {
            var isBetween = char.IsWhiteSpace(character) || character is '-' or '(' or '{' or '[' or '<';
            result.Append(isStart && !isBetween ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
            isStart = isBetween;
        }

        return result.ToString();
    }

    public static string Trim(string text, string? characters) => characters is null ? text.Trim() : text.Trim(characters.ToCharArray());

    public static bool Replace(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var (text, old, replacement) = (TemplateText.Of(subject), arguments.Text(0), arguments.Text(1));
        var most = arguments.Integer(2, long.MaxValue);
        var result = new StringBuilder();
        var position = 0;
        value = default;
        for (var count = 0L; count < most && position <= text.Length; count++)
        {
            // Nothing is found before every character and at the end, as Python has it.
            var found = old.Length == 0 ? position : text.IndexOf(old, position, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            result.Append(text, position, found - position).Append(replacement);
            position = found + old.Length;
            if (old.Length == 0)
            {
                if (position == text.Length)
                {
                    position++;
                    break;
                }

                result.Append(text[position++]);
            }

            if (result.Length > evaluation.MaxOutput)
            {
                return evaluation.Reserve(result.Length);
            }
        }

        return Make(ref evaluation, result.Append(text, Math.Min(position, text.Length), Math.Max(0, text.Length - position)).ToString(), out value);
    }

    public static bool Split(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var text = TemplateText.Of(subject);
        value = default;
        if (!evaluation.Reserve(text.Length))
        {
            return false;
        }

        var most = (int)Math.Clamp(arguments.Integer(1, -1), -1, int.MaxValue - 1);
        var isBlank = !arguments.Has(0) || arguments.Value(0).IsNull;
        var parts = isBlank
            ? most < 0 ? text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries) : text.Split(default(char[]), most + 1, StringSplitOptions.RemoveEmptyEntries)
            : most < 0 ? text.Split(arguments.Text(0)) : text.Split(arguments.Text(0), most + 1);
        value = ExpressionValue.Of(Array.ConvertAll(parts, ExpressionValue.Of));
        return true;
    }

    public static bool Lines(ref Evaluation evaluation, ExpressionValue subject, out ExpressionValue value)
    {
        var lines = TemplateText.Of(subject).ReplaceLineEndings("\n").Split('\n');
        value = ExpressionValue.Of([.. lines.Take(lines[^1].Length == 0 ? lines.Length - 1 : lines.Length).Select(ExpressionValue.Of)]);
        return evaluation.Reserve(lines.Length);
    }

    public static bool Make(ref Evaluation evaluation, string text, out ExpressionValue value)
    {
        value = ExpressionValue.Of(text);
        return evaluation.Reserve(text.Length);
    }

    private static TemplateFilter Plain(string name, Func<string, string> change) => new(
        name, "", (ref evaluation, subject, _, out value) => Make(ref evaluation, change(TemplateText.Of(subject)), out value));

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static bool Indent(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var indentation = arguments.Value(0).TryGetText(out var text) ? text : new string(' ', (int)Math.Clamp(arguments.Integer(0, 4), 0, 1_000));
        var lines = TemplateText.Of(subject).Split('\n');
        var result = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var isIndented = (i > 0 || arguments.Flag(1)) && (lines[i].Length > 0 || arguments.Flag(2) || (i == 0 && arguments.Flag(1)));
            result.Append(i > 0 ? "\n" : "").Append(isIndented ? indentation : "").Append(lines[i]);
            if (result.Length > evaluation.MaxOutput)
            {
                break;
            }
        }

        return Make(ref evaluation, result.ToString(), out value);
    }

    /// <summary>Cuts a text at a length, at the end of a word unless told to cut words; a text only a little longer stays whole.</summary>
    private static bool Truncate(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var text = TemplateText.Of(subject);
        var end = arguments.Text(2, "...");
        var length = (int)Math.Clamp(arguments.Integer(0, 255), 0, int.MaxValue >> 1);
        if (CodePoints.Count(text) <= length + Math.Clamp(arguments.Integer(3, 5), 0, int.MaxValue >> 1))
        {
            return Make(ref evaluation, text, out value);
        }

        var cut = text[..CodePoints.Offset(text, Math.Max(0, length - CodePoints.Count(end)))];
        var space = arguments.Flag(1) ? -1 : cut.LastIndexOf(' ');
        return Make(ref evaluation, (space < 0 ? cut : cut[..space]) + end, out value);
    }

    private static bool Center(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        var text = TemplateText.Of(subject);
        var missing = arguments.Integer(0, 80) - CodePoints.Count(text);
        if (missing <= 0)
        {
            return Make(ref evaluation, text, out value);
        }

        if (!evaluation.Reserve(missing))
        {
            return false;
        }

        // Python puts the odd blank to the left only when the width is odd.
        var left = (int)((missing / 2) + (missing & arguments.Integer(0, 80) & 1));
        return Make(ref evaluation, new string(' ', left) + text + new string(' ', (int)missing - left), out value);
    }

    private static bool WordWrap(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var width = (int)Math.Clamp(arguments.Integer(0, 79), 1, 10_000);
        var result = new StringBuilder();
        foreach (var line in TemplateText.Of(subject).Split('\n'))
        {
            var used = 0;
            foreach (var word in line.Split(' '))
            {
                var breaks = used > 0 && used + 1 + word.Length > width;
                result.Append(breaks ? "\n" : used > 0 ? " " : "").Append(word);
                used = breaks || used == 0 ? word.Length : used + 1 + word.Length;
            }

            result.Append('\n');
        }

        return Make(ref evaluation, result.ToString(0, result.Length - 1), out value);
    }
}
