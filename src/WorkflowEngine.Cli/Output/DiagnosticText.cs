using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Cli.Output;

/// <summary>Shows findings as compilers do; at a terminal with the line they are about.</summary>
internal static class DiagnosticText
{
    // A line of a whole file without breaks would fill the terminal: of a longer one the part around the mark is shown.
    private const int Widest = 160;
    private const int ShownBefore = 60;

    /// <summary>The lines of a finding.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="shownFile">The file as the user should see it.</param>
    /// <param name="source">The lines of the file; null to show none.</param>
    public static IEnumerable<Line> Of(Diagnostic diagnostic, string? shownFile, IReadOnlyList<string>? source)
    {
        var text = (diagnostic with { File = shownFile }).ToString();
        var tone = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => Tone.Bad,
            DiagnosticSeverity.Warning => Tone.Warn,
            _ => Tone.Dim,
        };
        var place = text.IndexOf(": ", StringComparison.Ordinal) + 2;
        var message = text.IndexOf(": ", place, StringComparison.Ordinal);
        yield return new Line().Add(text[..place], Tone.Strong).Add(text[place..message], tone).Add(PrintableText.OneLine(text[message..]));
        var span = diagnostic.Span;
        if (source is null || !span.IsKnown || span.Start.Line > source.Count)
        {
            yield break;
        }

        var number = span.Start.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var whole = source[span.Start.Line - 1];
        var start = IndexOf(whole, Math.Max(0, span.Start.Column - 1 - ShownBefore));
        var skipped = whole.Length <= Widest ? 0 : start;
        var line = whole.Substring(skipped, IndexOf(whole[skipped..], Widest));
        yield return new Line().Add($"  {number} | ", Tone.Dim).Add(PrintableText.Of(line));
        if (span.Start.Column > 0)
        {
            var first = skipped == 0 ? 0 : span.Start.Column - 1 - ShownBefore;
            var before = Columns(line, span.Start.Column - 1 - first);
            var end = span.End.Line == span.Start.Line ? span.End.Column - first : int.MaxValue;
            var marked = Math.Max(1, Columns(line, Math.Max(0, end - 1)) - before);
            yield return new Line().Add(new string(' ', number.Length + 2) + " | ", Tone.Dim).Add(new string(' ', before)).Add(new string('^', marked), tone);
        }
    }

    /// <summary>How many columns some code points of a line take once it is shown.</summary>
    private static int Columns(string line, int codePoints) => Line.WidthOf(PrintableText.Of(line[..IndexOf(line, codePoints)]));

    private static int IndexOf(string line, int codePoints)
    {
        var index = 0;
        for (var i = 0; i < codePoints && index < line.Length; i++)
        {
            index += char.IsSurrogatePair(line, index) ? 2 : 1;
        }

        return index;
    }
}
