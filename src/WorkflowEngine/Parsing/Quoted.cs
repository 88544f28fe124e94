using System.Globalization;
using System.Text;

namespace WorkflowEngine.Parsing;

/// <summary>Text of a file as messages repeat it: in quotes, on one line, and never long.</summary>
internal static class Quoted
{
    private const int Limit = 60;

    public static string Text(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, Limit) + 8).Append('\'');
        var written = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (written++ == Limit)
            {
                builder.Append("...");
                break;
            }

            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                builder.Append(rune.ToString());
            }
        }

        return builder.Append('\'').ToString();
    }

    public static string List(IReadOnlyList<string> words, string conjunction) => words.Count switch
    {
        0 => "",
        1 => Text(words[0]),
        _ => $"{string.Join(", ", words.Take(words.Count - 1).Select(Text))} {conjunction} {Text(words[^1])}",
    };
}
