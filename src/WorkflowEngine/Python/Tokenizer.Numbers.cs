namespace WorkflowEngine.Python;

internal sealed partial class Tokenizer
{
    private const int MaxDecimalDigits = 4300;

    private bool ReadNumber()
    {
        var startsWithZero = _text[_pos] == '0';
        if (startsWithZero)
        {
            switch (Peek(1))
            {
                case 'x' or 'X':
                    return ReadRadix(char.IsAsciiHexDigit, "hexadecimal");
                case 'o' or 'O':
                    return ReadRadix(static c => c is >= '0' and <= '7', "octal");
                case 'b' or 'B':
                    return ReadRadix(static c => c is '0' or '1', "binary");
            }
        }

        if (_text[_pos] != '.' && !SkipDigits())
        {
            return false;
        }

        var integerEnd = _pos;
        var isFloat = Peek(0) == '.';
        if (isFloat)
        {
            _pos++;
            if (char.IsAsciiDigit(Peek(0)) && !SkipDigits())
            {
                return false;
            }
        }

        if (Peek(0) is 'e' or 'E')
        {
            var exponent = ReadExponent();
            if (exponent <= 0)
            {
                return exponent == 0 && Emit(isFloat ? TokenKind.Float : TokenKind.Integer);
            }

            isFloat = true;
        }

        if (Peek(0) is 'j' or 'J')
        {
            _pos++;
            return EndNumber("imaginary") && Emit(TokenKind.Imaginary);
        }

        return isFloat ? EndNumber("decimal") && Emit(TokenKind.Float) : EndInteger(startsWithZero, integerEnd);
    }

    private bool EndInteger(bool startsWithZero, int end)
    {
        var digits = _text.AsSpan(_tokenStart, end - _tokenStart);
        if (startsWithZero && digits.IndexOfAnyInRange('1', '9') >= 0)
        {
            _pos = _tokenStart;
            return Fail(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
        }

        if (!EndNumber("decimal"))
        {
            return false;
        }

        if (digits.Length > MaxDecimalDigits && digits.Length - digits.Count('_') > MaxDecimalDigits && !startsWithZero)
        {
            return Fail($"Exceeds the limit ({MaxDecimalDigits} digits) for integer string conversion");
        }

        return Emit(TokenKind.Integer);
    }

    // 1: read; 0: the "e" belongs to a keyword that follows; -1: an error.
    private int ReadExponent()
    {
        var signed = Peek(1) is '+' or '-';
        if (char.IsAsciiDigit(Peek(signed ? 2 : 1)))
        {
            _pos += signed ? 2 : 1;
            return SkipDigits() ? 1 : -1;
        }

        if (signed)
        {
            _pos += 2;
            return Fail("invalid decimal literal") ? 1 : -1;
        }

        return EndNumber("decimal") ? 0 : -1;
    }

    private bool SkipDigits()
    {
        while (true)
        {
            while (char.IsAsciiDigit(Peek(0)))
            {
                _pos++;
            }

            if (Peek(0) != '_')
            {
                return true;
            }

            _pos++;
            if (!char.IsAsciiDigit(Peek(0)))
            {
                return Fail("invalid decimal literal");
            }
        }
    }

    private bool ReadRadix(Func<char, bool> isDigit, string kind)
    {
        _pos += 2;
        do
        {
            if (Peek(0) == '_')
            {
                _pos++;
            }

            if (!isDigit(Peek(0)))
            {
                return Fail(char.IsAsciiDigit(Peek(0)) ? $"invalid digit '{Peek(0)}' in {kind} literal" : $"invalid {kind} literal");
            }

            while (isDigit(Peek(0)))
            {
                _pos++;
            }
        }
        while (Peek(0) == '_');

        if (char.IsAsciiDigit(Peek(0)))
        {
            return Fail($"invalid digit '{Peek(0)}' in {kind} literal");
        }

        return EndNumber(kind) && Emit(TokenKind.Integer);
    }

    // A number may be followed at once by a keyword that can stand there, as in "1if x else 2".
    private bool EndNumber(string kind)
    {
        var rest = _text.AsSpan(_pos);
        if (rest.IsEmpty || !PythonIdentifier.IsAsciiPart(rest[0]))
        {
            return true;
        }

        var keyword = rest[0] switch
        {
            'a' => rest.StartsWith("and"),
            'e' => rest.StartsWith("else"),
            'f' => rest.StartsWith("for"),
            'i' => rest.Length > 1 && rest[1] is ('f' or 'n' or 's'),
            'o' => rest.StartsWith("or"),
            'n' => rest.StartsWith("not"),
            _ => false,
        };
        return keyword || Fail($"invalid {kind} literal");
    }
}
