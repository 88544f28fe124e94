using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>Turns offsets of a text into places of the file it was read from.</summary>
internal static class TextPosition
{
    /// <summary>The place of an offset when the text starts at the origin; lines after the first are counted from their own start.</summary>
    public static SourcePosition At(SourcePosition origin, string text, int offset)
    {
        if (origin.Line <= 0)
        {
            return origin;
        }

        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var lastBreak = before.LastIndexOf('\n');
        if (lastBreak < 0)
        {
            return origin.Column > 0 ? origin with { Column = origin.Column + CodePoints.Count(before) } : origin;
        }

        return new(origin.Line + before.Count('\n'), CodePoints.Count(before[(lastBreak + 1)..]) + 1);
    }

    public static SourceSpan Between(SourcePosition origin, string text, int start, int end) =>
        new(At(origin, text, start), At(origin, text, end));
}
