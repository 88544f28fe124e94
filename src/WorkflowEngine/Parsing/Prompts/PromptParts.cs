using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing.Prompts;

/// <summary>The two parts of a prompt file: the front part between lines of dashes, and the body below it.</summary>
/// <param name="Front">The lines of the front part.</param>
/// <param name="Body">The lines below it; without the line break at the end of the file.</param>
/// <param name="BodyLine">The line of the file that the body begins at.</param>
internal sealed record PromptParts(string Front, string Body, int BodyLine)
{
    private const string Dashes = "---";

    /// <summary>Divides a text; null when it has no front part, which is then a finding. Any line that begins with three dashes divides.</summary>
    public static PromptParts? Split(string text, Findings findings)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (!IsDivider(lines[0]))
        {
            findings.Error(
                PromptCodes.FrontMatter,
                "Missing frontmatter delimiter (---) at start of file.",
                SourceSpan.At(1, 1),
                "A prompt file begins with a line '---', its settings, and another line '---'.");
            return null;
        }

        var close = Array.FindIndex(lines, 1, IsDivider);
        if (close < 0)
        {
            findings.Error(PromptCodes.FrontMatter, "Missing closing frontmatter delimiter (---).", SourceSpan.At(1, 1), "Put a line '---' above the text.");
            return null;
        }

        var last = lines[^1].Length == 0 && lines.Length - 1 > close ? lines.Length - 1 : lines.Length;
        return new(string.Join('\n', lines[1..close]), string.Join('\n', lines[(close + 1)..last]), close + 2);
    }

    private static bool IsDivider(string line) => line.AsSpan().Trim().StartsWith(Dashes, StringComparison.Ordinal);
}
