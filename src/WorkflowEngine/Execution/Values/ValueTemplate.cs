namespace WorkflowEngine.Execution.Values;

/// <summary>A text with placeholders such as <c>{{ steps.build.stdout }}</c>. Other braces are text like any other.</summary>
internal static class ValueTemplate
{
    private static readonly string[] Kinds = ["file:", "secret:", "hash_files:", "glob:", "env:", "steps.", "git.", "'{'"];

    /// <summary>Whether a text may hold a placeholder; most hold none and cost only this.</summary>
    public static bool MayHave(string? text) => text is not null && text.Contains("{{", StringComparison.Ordinal);

    /// <summary>The stretches of a text: what lies between placeholders, and the placeholders without their braces.</summary>
    public static List<(string Text, bool IsPlaceholder)> Split(string text)
    {
        var parts = new List<(string, bool)>();
        var copied = 0;
        for (var start = text.IndexOf("{{", StringComparison.Ordinal); start >= 0;)
        {
            var end = text.IndexOf("}}", start + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            var inner = text[(start + 2)..end].Trim();
            if (!Kinds.Any(kind => inner.StartsWith(kind, StringComparison.Ordinal)))
            {
                start = text.IndexOf("{{", start + 1, StringComparison.Ordinal);
                continue;
            }

            if (start > copied)
            {
                parts.Add((text[copied..start], false));
            }

            parts.Add((inner, true));
            copied = end + 2;
            start = text.IndexOf("{{", copied, StringComparison.Ordinal);
        }

        if (copied < text.Length)
        {
            parts.Add((text[copied..], false));
        }

        return parts;
    }
}
