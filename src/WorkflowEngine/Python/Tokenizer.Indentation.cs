namespace WorkflowEngine.Python;

internal sealed partial class Tokenizer
{
    private const int MaxIndents = 100;
    private const int TabSize = 8;

    // Two widths per level, with tabs of eight and of one column: text whose levels differ between them is refused.
    private readonly int[] _indentWidths = new int[MaxIndents];
    private readonly int[] _indentAlternatives = new int[MaxIndents];
    private int _indents;

    private void ResetIndentation() => _indents = 0;

    private bool ReadIndentation()
    {
        var (width, alternative, joinedWidth) = (0, 0, 0);
        for (; _pos < _text.Length; _pos++)
        {
            var c = _text[_pos];
            if (c == ' ')
            {
                width++;
                alternative++;
            }
            else if (c == '\t')
            {
                width = ((width / TabSize) + 1) * TabSize;
                alternative++;
            }
            else if (c == '\f')
            {
                (width, alternative) = (0, 0);
            }
            else if (c == '\\')
            {
                joinedWidth = joinedWidth != 0 ? joinedWidth : width;
                if (!JoinLines())
                {
                    return false;
                }

                _pos--;
            }
            else
            {
                break;
            }
        }

        if (_level > 0 || _pos >= _text.Length || _text[_pos] is '#' or '\n')
        {
            return true;
        }

        return joinedWidth != 0 ? SetIndentation(joinedWidth, joinedWidth) : SetIndentation(width, alternative);
    }

    private bool SetIndentation(int width, int alternative)
    {
        var (top, topAlternative) = Indentation();
        if (width == top)
        {
            return alternative == topAlternative || FailTabs();
        }

        if (width > top)
        {
            if (_indents + 1 >= MaxIndents)
            {
                return Fail(TokenizerErrorKind.Layout, "too many levels of indentation", _line, 0);
            }

            if (alternative <= topAlternative)
            {
                return FailTabs();
            }

            _indentWidths[_indents] = width;
            _indentAlternatives[_indents++] = alternative;
            EmitAt(TokenKind.Indent, _pos, _pos, _line, ColumnOf(_pos));
            return true;
        }

        while (_indents > 0 && width < _indentWidths[_indents - 1])
        {
            _indents--;
            EmitAt(TokenKind.Dedent, _pos, _pos, _line, ColumnOf(_pos));
        }

        (top, topAlternative) = Indentation();
        if (width != top)
        {
            return Fail(TokenizerErrorKind.Layout, "unindent does not match any outer indentation level", _line, ColumnOf(_pos));
        }

        return alternative == topAlternative || FailTabs();
    }

    private (int Width, int Alternative) Indentation() =>
        _indents == 0 ? (0, 0) : (_indentWidths[_indents - 1], _indentAlternatives[_indents - 1]);

    private bool FailTabs() =>
        Fail(TokenizerErrorKind.Layout, "inconsistent use of tabs and spaces in indentation", _line, 0);
}
