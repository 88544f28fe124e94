using System.Text;
using System.Text.RegularExpressions;

namespace WorkflowEngine.Cli.Output;

/// <summary>Makes text from elsewhere safe to write: it cannot move the cursor, colour what follows or rename the window.</summary>
internal static partial class PrintableText
{
    private const int TabWidth = 4;

    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in Escapes().Replace(text, ""))
        {
            if (character == '\t')
            {
                clean.Append(' ', TabWidth - (clean.Length % TabWidth));
            }
            else if (!char.IsControl(character))
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    public static string OneLine(string text) =>
        Of(string.Join("; ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    [GeneratedRegex(@"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])", RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
