using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Says in an author's words what the YAML parser found.</summary>
internal static class YamlSyntaxMessage
{
    private const string Indentation = "Check that the lines of one mapping or list begin in the same column.";

    private static readonly (string Part, string Message, string? Hint)[] Known =
    [
        ("found invalid mapping", "Text without quotes cannot hold ': ' here.", "Put the text in quotes, or check the indentation."),
        ("cannot start any token", "Text cannot begin with this character.", "Put the text in quotes."),
        ("found unexpected end of stream", "The quote that begins here is not closed.", null),
        ("found unexpected document indicator", "The quote that begins here is not closed.", null),
        ("found wrong indentation", "The quoted text that begins here goes on in a line that is not indented, or is not closed.", null),
        ("did not find expected key", "A key with ':' is expected here.", Indentation),
        ("did not find expected '-' indicator", "An item that begins with '-' is expected here.", Indentation),
        ("could not find expected ':'", "A ':' is expected after this key.", null),
        ("Block sequence entries are not allowed", "A list that is written with '-' begins on its own line.", null),
        ("unknown escape character", "The quoted text has an unknown escape.", "Write a backslash as \\\\, or use single quotes."),
        ("expected hexadecimal number", "The quoted text has an escape with too few digits.", null),
        ("invalid Unicode surrogates", "The quoted text has half a surrogate pair.", null),
        ("Found incompatible YAML document", "Only YAML 1.1 and 1.2 are read.", null),
    ];

    /// <param name="message">What the parser says; empty when it cannot.</param>
    /// <param name="offset">Where it says it.</param>
    /// <param name="openFlow">The flow collection that was being read; null when there was none.</param>
    /// <param name="text">The file.</param>
    /// <param name="findings">Where the finding goes.</param>
    public static void Report(string message, long offset, YamlNode? openFlow, YamlText text, Findings findings)
    {
        var span = text.SpanOf(offset, offset);
        var saysTab = message.Contains("tab", StringComparison.Ordinal);
        if (text.FindTabIndentation(offset, sameLineOnly: !saysTab) is { } tab)
        {
            findings.Error(YamlCodes.TabIndentation, "A line is indented with a tab.", tab, "Indent with spaces.");
            return;
        }

        if (openFlow is not null && (message.Length == 0 || message.Contains("did not find expected ','", StringComparison.Ordinal)))
        {
            var (what, bracket) = openFlow is YamlSequence ? ("list", ']') : ("mapping", '}');
            findings.Error(YamlCodes.Syntax, $"The {what} that begins at {openFlow.Span.Start} lacks a ',' or its '{bracket}'.", span);
            return;
        }

        foreach (var (part, said, hint) in Known)
        {
            if (message.Contains(part, StringComparison.Ordinal))
            {
                findings.Error(YamlCodes.Syntax, said, span, hint);
                return;
            }
        }

        findings.Error(YamlCodes.Syntax, message.Length == 0 ? "The file is not valid YAML." : $"The file is not valid YAML. {message}", span);
    }
}
