using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>
/// Cuts a template into text and tags: <c>{{ }}</c>, <c>{% %}</c> and <c>{# #}</c>. A minus at the inner side of a tag takes the
/// white space beside it away; what stands between <c>raw</c> and <c>endraw</c> is text.
/// </summary>
internal sealed class TemplateLexer(TemplateSource source, ICollection<Diagnostic> diagnostics)
{
    private readonly string _text = source.Text;
    private readonly List<TemplateSegment> _segments = [];
    private int _textStart;
    private bool _trimsText;

    public List<TemplateSegment> Read()
    {
        var position = 0;
        while (FindTag(position) is var open && open >= 0)
        {
            position = _text[open + 1] == '#' ? ReadComment(open) : ReadTag(open);
        }

        var end = _text.Length;
        if (end > 0 && _text[end - 1] == '\n')
        {
            // One line break at the end of a file ends its last line and is not meant to be printed.
            end -= end > 1 && _text[end - 2] == '\r' ? 2 : 1;
        }

        AddText(Math.Max(end, _textStart), trimsEnd: false);
        return _segments;
    }

    private int FindTag(int position)
    {
        while (position < _text.Length)
        {
            var open = _text.IndexOf('{', position);
            if (open < 0 || open + 1 >= _text.Length)
            {
                return -1;
            }

            if (_text[open + 1] is '{' or '%' or '#')
            {
                return open;
            }

            position = open + 1;
        }

        return -1;
    }

    private int ReadComment(int open)
    {
        AddText(open, At(open + 2) == '-');
        var close = _text.IndexOf("#}", open + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            return Unclosed(open, "comment", "#}");
        }

        return After(close + 2, _text[close - 1] == '-' && close - 1 > open + 1);
    }

    private int ReadTag(int open)
    {
        var isOutput = _text[open + 1] == '{';
        AddText(open, At(open + 2) == '-');
        var start = open + (At(open + 2) is '-' or '+' ? 3 : 2);
        var (end, close) = FindEnd(start, isOutput ? '}' : '%');
        if (close < 0)
        {
            return Unclosed(open, isOutput ? "expression" : "statement", isOutput ? "}}" : "%}");
        }

        (start, end) = Trim(start, end);
        var next = After(close, _text[close - 3] == '-' && end <= close - 3);
        if (!isOutput && _text.AsSpan(start, end - start).SequenceEqual("raw"))
        {
            return ReadRaw(open);
        }

        _segments.Add(new(isOutput ? TemplateSegmentKind.Output : TemplateSegmentKind.Statement, start, end));
        return next;
    }

    private int ReadRaw(int open)
    {
        for (var at = _text.IndexOf("{%", _textStart, StringComparison.Ordinal); at >= 0; at = _text.IndexOf("{%", at + 2, StringComparison.Ordinal))
        {
            var start = at + (At(at + 2) is '-' or '+' ? 3 : 2);
            var close = _text.IndexOf("%}", start, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            var (first, last) = Trim(start, _text[close - 1] is '-' or '+' ? close - 1 : close);
            if (first < last && _text.AsSpan(first, last - first).SequenceEqual("endraw"))
            {
                AddText(at, At(at + 2) == '-');
                return After(close + 2, _text[close - 1] == '-');
            }
        }

        return Unclosed(open, "'raw'", "{% endraw %}");
    }

    /// <summary>Where a tag that starts at a place ends; its end sign inside quotes or brackets does not count.</summary>
    private (int End, int Close) FindEnd(int start, char sign)
    {
        var tokenizer = new Tokenizer(_text, start, isStatement: sign == '%');
        var depth = 0;
        while (true)
        {
            var token = tokenizer.Next();
            switch (token.Kind)
            {
                case TokenKind.End:
                    return (-1, -1);
                case TokenKind.Invalid:
                    // The parser tells what is wrong; the tag ends where it looks as if it did.
                    var close = _text.IndexOf(sign == '%' ? "%}" : "}}", Math.Min(token.Start, _text.Length), StringComparison.Ordinal);
                    return close < 0 ? (-1, -1) : (close, close + 2);
                case TokenKind.LeftBrace or TokenKind.LeftBracket or TokenKind.LeftParenthesis:
                    depth++;
                    break;
                case TokenKind.Minus or TokenKind.Plus when depth == 0 && At(token.End) == sign && At(token.End + 1) == '}':
                    return (token.Start, token.End + 2);
                case TokenKind.RightBrace or TokenKind.Percent when depth == 0 && _text[token.Start] == sign && At(token.End) == '}':
                    return (token.Start, token.End + 1);
                case TokenKind.RightBrace or TokenKind.RightBracket or TokenKind.RightParenthesis:
                    depth = Math.Max(0, depth - 1);
                    break;
            }
        }
    }

    private int After(int position, bool trims)
    {
        (_textStart, _trimsText) = (position, trims);
        return position;
    }

    private int Unclosed(int open, string what, string sign)
    {
        diagnostics.Add(source.Error(TemplateCodes.Syntax, $"The {what} that starts here is not closed.", open, open + 2, $"It ends with '{sign}'."));
        return After(_text.Length, trims: false);
    }

    private void AddText(int end, bool trimsEnd)
    {
        var (start, last) = (_textStart, end);
        while (_trimsText && start < last && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (trimsEnd && last > start && char.IsWhiteSpace(_text[last - 1]))
        {
            last--;
        }

        if (last > start)
        {
            _segments.Add(new(TemplateSegmentKind.Text, start, last));
        }
    }

    private (int Start, int End) Trim(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';
}
