using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the expression of a scalar, which may stand in <c>{{ }}</c> or <c>${{ }}</c>.</summary>
internal static class ExpressionText
{
    public static bool TryParse(YamlScalar scalar, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out Expression? expression)
    {
        var text = scalar.Text.AsSpan();
        var end = text.TrimEnd().Length;
        var start = text.Length - text.TrimStart().Length;
        var opening = text[start..end].StartsWith("${{") ? 3 : text[start..end].StartsWith("{{") ? 2 : 0;
        var inner = text[(start + opening)..end];
        if (opening > 0 && inner.IndexOf("}}") == inner.Length - 2)
        {
            start += opening;
            end -= 2;
            var padding = text[start..end].Length - text[start..end].TrimStart().Length;
            start += padding;
        }

        var source = text[start..end].Trim().ToString();
        return Expression.TryParse(source, PositionOf(scalar, start), diagnostics, out expression);
    }

    private static SourcePosition PositionOf(YamlScalar scalar, int offset)
    {
        // In a scalar of several lines the columns of the text are not those of the file: point at the scalar.
        var begin = scalar.Span.Start;
        var isOneLine = begin.Line == scalar.Span.End.Line;
        return isOneLine ? begin with { Column = begin.Column + offset + (scalar.IsPlain ? 0 : 1) } : begin;
    }
}
