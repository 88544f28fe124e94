namespace WorkflowEngine.Tests.Architecture;

/// <summary>A fenced block of a Markdown file.</summary>
internal sealed record MarkdownFence(string File, int Line, string Language, string Text)
{
    public static IEnumerable<MarkdownFence> Read(string file, string markdown)
    {
        string? language = null;
        var start = 0;
        var text = new List<string>();
        var number = 0;
        foreach (var line in markdown.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (language is null && trimmed.StartsWith("```", StringComparison.Ordinal))
            {
                language = trimmed[3..].Trim();
                start = number + 1;
                text.Clear();
            }
            else if (language is not null && trimmed == "```")
            {
                yield return new MarkdownFence(file, start, language, string.Join('\n', text));
                language = null;
            }
            else if (language is not null)
            {
                text.Add(line);
            }
        }
    }
}
