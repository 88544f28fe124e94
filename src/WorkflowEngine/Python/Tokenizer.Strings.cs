using System.Text;

namespace WorkflowEngine.Python;

internal sealed partial class Tokenizer
{
    private bool ReadNameOrString()
    {
        var start = _pos;
        while (_pos < _text.Length && PythonIdentifier.IsAsciiPart(_text[_pos]))
        {
            _pos++;
        }

        if (_pos < _text.Length)
        {
            var c = _text[_pos];
            if (c is '"' or '\'' && _pos - start <= 2)
            {
                switch (StringPrefix.Classify(_text.AsSpan(start, _pos - start)))
                {
                    case StringPrefixKind.Plain:
                        return ReadString(_pos);
                    case StringPrefixKind.Formatted:
                        return BeginFString(_text.AsSpan(start, _pos - start).IndexOfAny('r', 'R') >= 0);
                }
            }
            else if (c >= 128)
            {
                return ReadUnicodeName();
            }
        }

        return Emit(Keywords.Classify(_text.AsSpan(start, _pos - start)));
    }

    private bool ReadUnicodeName()
    {
        while (_pos < _text.Length && (_text[_pos] >= 128 || PythonIdentifier.IsAsciiPart(_text[_pos])))
        {
            _pos++;
        }

        var end = _pos;
        for (var at = _tokenStart; at < end;)
        {
            if (Rune.DecodeFromUtf16(_text.AsSpan(at, end - at), out var rune, out var length) != System.Buffers.OperationStatus.Done
                || !(at == _tokenStart ? PythonIdentifier.IsStart(rune) : PythonIdentifier.IsPart(rune)))
            {
                _pos = at;
                return Fail(PythonIdentifier.IsPrintable(rune)
                    ? $"invalid character '{rune}' (U+{rune.Value:X4})"
                    : $"invalid non-printable character U+{rune.Value:X4}");
            }

            at += length;
        }

        return Emit(TokenKind.Name);
    }

    private bool ReadString(int quoteAt)
    {
        var quote = _text[quoteAt];
        _pos = quoteAt + 1;
        if (Peek(0) == quote && Peek(1) == quote)
        {
            _pos += 2;
            return ReadTripleString(quote);
        }

        while (true)
        {
            var length = _text.AsSpan(_pos).IndexOfAny(quote, '\\', '\n');
            _pos = length < 0 ? _text.Length : _pos + length;
            if (_pos >= _text.Length || _text[_pos] == '\n')
            {
                return FailString("unterminated string literal", LastStringLine(), quote, 1);
            }

            if (_text[_pos++] == quote)
            {
                return Emit(TokenKind.String);
            }

            SkipEscaped();
        }
    }

    private bool ReadTripleString(char quote)
    {
        while (true)
        {
            var length = _text.AsSpan(_pos).IndexOfAny(quote, '\\', '\n');
            if (length < 0)
            {
                _pos = _text.Length;
                return FailString("unterminated triple-quoted string literal", LastLine(), quote, 3);
            }

            _pos += length;
            var c = _text[_pos++];
            if (c == '\n')
            {
                StartLine();
            }
            else if (c == '\\')
            {
                SkipEscaped();
            }
            else if (Peek(0) == quote && Peek(1) == quote)
            {
                _pos += 2;
                return Emit(TokenKind.String);
            }
        }
    }

    private void SkipEscaped()
    {
        if (_pos < _text.Length && _text[_pos++] == '\n')
        {
            StartLine();
        }
    }

    private int LastStringLine() => _pos >= _text.Length ? LastLine() : _line;

    private bool FailString(string message, int detected, char quote, int size)
    {
        // The quote that was taken for the start of a string is the end of the f-string around it.
        if (_modeCount > 0 && _modes[_modeCount - 1].Quote == quote && _modes[_modeCount - 1].QuoteSize == size)
        {
            return Fail(TokenizerErrorKind.Lexical, "f-string: expecting '}'", _tokenLine, _tokenColumn);
        }

        return Fail(TokenizerErrorKind.Lexical, $"{message} (detected at line {detected})", _tokenLine, _tokenColumn);
    }
}
