namespace WorkflowEngine.Python;

internal sealed partial class Tokenizer
{
    private const int MaxFStrings = 150;
    private const int MaxFieldDepth = 2;

    private FStringMode[] _modes = [];
    private int _modeCount;

    private bool BeginFString(bool isRaw)
    {
        if (_modeCount + 1 >= MaxFStrings)
        {
            return Fail("too many nested f-strings");
        }

        if (_modeCount == _modes.Length)
        {
            Array.Resize(ref _modes, Math.Max(4, _modeCount * 2));
        }

        var quote = _text[_pos];
        var size = Peek(1) == quote && Peek(2) == quote ? 3 : 1;
        _modes[_modeCount++] = new FStringMode
        {
            Quote = quote,
            QuoteSize = size,
            IsRaw = isRaw,
            InText = true,
            FieldDepth = -1,
            Line = _tokenLine,
            Column = _tokenColumn,
        };
        _pos += size;
        return Emit(TokenKind.FStringStart);
    }

    // A ":" at the outer level of a field ends its expression; what follows is the format.
    private bool EndsFieldExpression(TokenKind kind)
    {
        if (_modeCount == 0)
        {
            return false;
        }

        ref var mode = ref _modes[_modeCount - 1];
        if (mode.FieldDepth < 0 || mode.BracketDepth - 1 != mode.FieldDepth)
        {
            return false;
        }

        mode.InText = true;
        mode.InFormat = true;
        _pos++;
        return Emit(kind);
    }

    private bool CloseFieldBracket(char c)
    {
        ref var mode = ref _modes[_modeCount - 1];
        mode.BracketDepth--;
        if (mode.BracketDepth < 0)
        {
            return Fail($"f-string: unmatched '{c}'");
        }

        if (c == '}' && mode.BracketDepth == mode.FieldDepth)
        {
            mode.FieldDepth--;
            mode.InText = true;
            mode.InFormat = false;
        }

        return true;
    }

    private bool ReadFStringText()
    {
        BeginToken();
        ref var mode = ref _modes[_modeCount - 1];
        var inFormat = mode.InFormat && mode.FieldDepth >= 0;
        if (Peek(0) == '{' && Peek(1) != '{')
        {
            return BeginField(ref mode);
        }

        if (AtClosingQuote(in mode, _pos))
        {
            _pos += mode.QuoteSize;
            _modeCount--;
            return Emit(TokenKind.FStringEnd);
        }

        var namedEscape = false;
        while (true)
        {
            if (_pos >= _text.Length || (mode.QuoteSize == 1 && _text[_pos] == '\n'))
            {
                if (inFormat && _pos < _text.Length)
                {
                    (mode.InText, mode.InFormat) = (false, false);
                    return Emit(TokenKind.FStringMiddle);
                }

                return FailFString(in mode);
            }

            var c = _text[_pos];
            if (AtClosingQuote(in mode, _pos))
            {
                return Emit(TokenKind.FStringMiddle);
            }

            switch (c)
            {
                case '{':
                    return EndTextAtOpeningBrace(ref mode, inFormat);
                case '}':
                    return EndTextAtClosingBrace(ref mode, inFormat, namedEscape);
                case '\\':
                    namedEscape |= SkipFStringEscape(mode.IsRaw);
                    break;
                default:
                    _pos++;
                    if (c == '\n')
                    {
                        StartLine();
                    }

                    break;
            }
        }
    }

    private bool AtClosingQuote(in FStringMode mode, int at) =>
        at < _text.Length && _text[at] == mode.Quote
        && (mode.QuoteSize == 1
            || (at + 2 < _text.Length && _text[at + 1] == mode.Quote && _text[at + 2] == mode.Quote));

    private bool EndTextAtOpeningBrace(ref FStringMode mode, bool inFormat)
    {
        if (Peek(1) != '{' || inFormat)
        {
            Emit(TokenKind.FStringMiddle);
            BeginToken();
            return BeginField(ref mode);
        }

        _pos++;
        Emit(TokenKind.FStringMiddle);
        _pos++;
        return true;
    }

    private bool EndTextAtClosingBrace(ref FStringMode mode, bool inFormat, bool namedEscape)
    {
        if (namedEscape)
        {
            _pos++;
            return Emit(TokenKind.FStringMiddle);
        }

        if (Peek(1) == '}' && !inFormat && mode.BracketDepth == 0)
        {
            _pos++;
            Emit(TokenKind.FStringMiddle);
            _pos++;
            return true;
        }

        mode.InText = false;
        return Emit(TokenKind.FStringMiddle);
    }

    private bool BeginField(ref FStringMode mode)
    {
        mode.FieldDepth++;
        if (mode.FieldDepth > MaxFieldDepth)
        {
            return Fail("f-string: expressions nested too deeply");
        }

        mode.InText = false;
        return PushBracket('{');
    }

    // True when it opens a named character, whose braces are no field.
    private bool SkipFStringEscape(bool isRaw)
    {
        _pos++;
        if (_pos >= _text.Length)
        {
            return false;
        }

        var c = _text[_pos];
        if (c is '{' or '}')
        {
            return false;
        }

        _pos++;
        if (c == '\n')
        {
            StartLine();
        }

        if (c == 'N' && !isRaw && Peek(0) == '{')
        {
            _pos++;
            return true;
        }

        return false;
    }

    private bool FailFString(in FStringMode mode)
    {
        var kind = mode.QuoteSize == 3 ? "triple-quoted f-string" : "f-string";
        return Fail(
            TokenizerErrorKind.Lexical, $"unterminated {kind} literal (detected at line {LastStringLine()})", mode.Line, mode.Column);
    }
}
