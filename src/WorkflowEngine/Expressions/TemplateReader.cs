using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>Cuts a text into literal parts and the expressions between them.</summary>
internal sealed class TemplateReader(string text, SourcePosition origin, ICollection<Diagnostic> diagnostics, ExpressionLimits limits)
{
    /// <summary>Looking for the end of a broken expression costs the rest of the text, so only so many are looked at.</summary>
    private const int MaxErrors = 10;

    private SourcePosition _place = origin;
    private int _placeOffset;
    private int _errors;

    /// <summary>One more than there are expressions.</summary>
    public List<string> Literals { get; } = [];

    public List<Expression> Expressions { get; } = [];

    /// <summary>Reads the whole text; false when an expression in it has a mistake.</summary>
    public bool Read()
    {
        var literalStart = 0;
        var position = 0;
        while (_errors < MaxErrors && text.IndexOf("{{", position, StringComparison.Ordinal) is var open && open >= 0)
        {
            var close = Braces.Close(text, open + 2);
            if (close < 0)
            {
                close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            }

            if (close < 0)
            {
                break;
            }

            var literalEnd = open > literalStart && text[open - 1] == '$' ? open - 1 : open;
            Literals.Add(text[literalStart..literalEnd]);
            ReadExpression(open + 2, close);
            position = literalStart = close + 2;
        }

        Literals.Add(text[literalStart..]);
        return _errors == 0;
    }

    private void ReadExpression(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var place = PlaceOf(start);
        if (end - start > limits.MaxLength)
        {
            _errors++;
            diagnostics.Add(Diagnostic.Error(
                ExpressionCodes.TooLong, $"The expression is longer than {limits.MaxLength} characters.", new(place, place)));
        }
        else if (Expression.TryParseInside(text[start..end], place, diagnostics, limits, out var expression))
        {
            Expressions.Add(expression);
        }
        else
        {
            _errors++;
        }
    }

    /// <summary>The place of an offset, counted on from the last one asked for, so that many expressions cost one pass.</summary>
    private SourcePosition PlaceOf(int offset)
    {
        _place = TextPosition.At(_place, text[_placeOffset..offset], offset - _placeOffset);
        _placeOffset = offset;
        return _place;
    }
}
