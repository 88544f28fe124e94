using System.Globalization;
using System.Text;

namespace WorkflowEngine.Expressions;

/// <summary>Cuts an expression into tokens, one at a time, and never fails: what it cannot read is an invalid token with a message.</summary>
internal struct Tokenizer(string source, int position, bool isStatement = false)
{
    private int _position = position;

    // A single "=" means something only inside of a call, and in statements of templates.
    private int _parentheses = isStatement ? 1 : 0;

    /// <summary>Why the last token is invalid.</summary>
    public string? Error { get; private set; }

    public Token Next()
    {
        while (_position < source.Length && char.IsWhiteSpace(source[_position]))
        {
            _position++;
        }

        if (_position >= source.Length)
        {
            return new(TokenKind.End, source.Length, source.Length);
        }

        var first = source[_position];
        if (IsNameStart(first))
        {
            return ReadName();
        }

        if (char.IsAsciiDigit(first))
        {
            return ReadNumber();
        }

        return first is '\'' or '"' ? ReadText(first) : ReadSign(first);
    }

    public static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character == '_';

    public static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>The content of a text token, without quotes and with its escapes resolved.</summary>
    public static string Content(string source, Token token)
    {
        var raw = source.AsSpan(token.Start + 1, token.End - token.Start - 2);
        var quote = source[token.Start];
        if (raw.IndexOfAny('\\', '\'') < 0)
        {
            return raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length)
            {
                AppendEscape(text, raw[++i]);
                continue;
            }

            text.Append(raw[i]);
            if (raw[i] == '\'' && quote == '\'')
            {
                // Inside single quotes an unescaped quote is always one of a doubled pair.
                i++;
            }
        }

        return text.ToString();
    }

    private static void AppendEscape(StringBuilder text, char escaped)
    {
        switch (escaped)
        {
            case 'n':
                text.Append('\n');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'r':
                text.Append('\r');
                break;
            case '\\' or '\'' or '"':
                text.Append(escaped);
                break;
            default:
                text.Append('\\').Append(escaped);
                break;
        }
    }

    private Token ReadName()
    {
        var start = _position;
        while (_position < source.Length && IsNamePart(source[_position]))
        {
            _position++;
        }

        var kind = source.AsSpan(start, _position - start) switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" or "none" => TokenKind.Null,
            "and" => TokenKind.And,
            "or" => TokenKind.Or,
            "not" => TokenKind.Not,
            "in" => TokenKind.In,
            _ => TokenKind.Name,
        };
        return new(kind, start, _position);
    }

    private Token ReadNumber()
    {
        var start = _position;
        SkipDigits();
        var kind = TokenKind.Integer;
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            kind = TokenKind.Float;
            _position++;
            SkipDigits();
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            kind = TokenKind.Float;
            _position += 2;
            SkipDigits();
        }

        return new(kind, start, _position);
    }

    private void SkipDigits()
    {
        while (_position < source.Length && char.IsAsciiDigit(source[_position]))
        {
            _position++;
        }
    }

    private Token ReadText(char quote)
    {
        var start = _position++;
        while (_position < source.Length)
        {
            var character = source[_position++];
            if (character == '\\')
            {
                _position++;
            }
            else if (character == quote)
            {
                if (quote != '\'' || Peek(0) != '\'')
                {
                    return new(TokenKind.Text, start, _position);
                }

                _position++;
            }
        }

        _position = source.Length;
        return Invalid(start, source.Length, "The text that starts here has no closing quote.");
    }

    private Token ReadSign(char first)
    {
        var start = _position++;
        var second = Peek(0);
        var kind = (first, second) switch
        {
            ('=', '=') => TokenKind.Equal,
            ('!', '=') => TokenKind.NotEqual,
            ('<', '=') => TokenKind.LessOrEqual,
            ('>', '=') => TokenKind.GreaterOrEqual,
            ('&', '&') => TokenKind.AndAnd,
            ('|', '|') => TokenKind.OrOr,
            ('/', '/') => TokenKind.SlashSlash,
            _ => TokenKind.Invalid,
        };
        if (kind != TokenKind.Invalid)
        {
            _position++;
            return new(kind, start, _position);
        }

        kind = first switch
        {
            '+' => TokenKind.Plus,
            '-' => TokenKind.Minus,
            '*' => TokenKind.Star,
            '/' => TokenKind.Slash,
            '%' => TokenKind.Percent,
            '~' => TokenKind.Tilde,
            '<' => TokenKind.Less,
            '>' => TokenKind.Greater,
            '!' => TokenKind.Bang,
            '|' => TokenKind.Pipe,
            '(' => TokenKind.LeftParenthesis,
            ')' => TokenKind.RightParenthesis,
            '[' => TokenKind.LeftBracket,
            ']' => TokenKind.RightBracket,
            '{' => TokenKind.LeftBrace,
            '}' => TokenKind.RightBrace,
            ',' => TokenKind.Comma,
            '.' => TokenKind.Dot,
            ':' => TokenKind.Colon,
            // Outside of a call "a = b" can only be a slip for "==", and is best told at the sign itself.
            '=' when _parentheses > 0 => TokenKind.Assign,
            _ => TokenKind.Invalid,
        };
        _parentheses += kind switch { TokenKind.LeftParenthesis => 1, TokenKind.RightParenthesis => -1, _ => 0 };
        return kind == TokenKind.Invalid ? InvalidSign(start, first) : new(kind, start, _position);
    }

    private Token InvalidSign(int start, char first)
    {
        if (char.IsSurrogate(first))
        {
            _position = start + CodePoints.Length(source, start);
        }

        var hint = first switch
        {
            '=' => " Equality is '=='.",
            '&' => " The operator is '&&' or 'and'.",
            '?' => " The conditional is 'a if condition else b'.",
            _ => "",
        };
        var shown = char.IsControl(first) || char.IsSurrogate(first)
            ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)first:X4}")
            : first.ToString();
        return Invalid(start, _position, $"Unexpected character '{shown}'.{hint}");
    }

    private Token Invalid(int start, int end, string error)
    {
        Error = error;
        return new(TokenKind.Invalid, start, end);
    }

    private readonly char Peek(int distance) => _position + distance < source.Length ? source[_position + distance] : '\0';
}
