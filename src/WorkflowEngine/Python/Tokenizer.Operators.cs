namespace WorkflowEngine.Python;

internal sealed partial class Tokenizer
{
    private bool ReadOperator(char c)
    {
        switch (c)
        {
            case '(' or '[' or '{':
                return PushBracket(c);
            case ')' or ']' or '}':
                return CloseBracket(c);
            case ':' when EndsFieldExpression(TokenKind.Colon):
                return true;
        }

        var (kind, length) = MatchOperator(c);
        if (kind == TokenKind.Unknown && (c < ' ' || c == 127))
        {
            return Fail($"invalid non-printable character U+{(int)c:X4}");
        }

        _pos += length;
        return Emit(kind);
    }

    private (TokenKind Kind, int Length) MatchOperator(char c)
    {
        var next = Peek(1);
        var assigns = next == '=';
        return c switch
        {
            ',' => (TokenKind.Comma, 1),
            '=' => assigns ? (TokenKind.Equal, 2) : (TokenKind.Assign, 1),
            ':' => assigns ? (TokenKind.Walrus, 2) : (TokenKind.Colon, 1),
            '.' => next == '.' && Peek(2) == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
            '+' => assigns ? (TokenKind.PlusAssign, 2) : (TokenKind.Plus, 1),
            '-' when next == '>' => (TokenKind.Arrow, 2),
            '-' => assigns ? (TokenKind.MinusAssign, 2) : (TokenKind.Minus, 1),
            '*' when next == '*' => Peek(2) == '=' ? (TokenKind.DoubleStarAssign, 3) : (TokenKind.DoubleStar, 2),
            '*' => assigns ? (TokenKind.StarAssign, 2) : (TokenKind.Star, 1),
            '/' when next == '/' => Peek(2) == '=' ? (TokenKind.DoubleSlashAssign, 3) : (TokenKind.DoubleSlash, 2),
            '/' => assigns ? (TokenKind.SlashAssign, 2) : (TokenKind.Slash, 1),
            '%' => assigns ? (TokenKind.PercentAssign, 2) : (TokenKind.Percent, 1),
            '@' => assigns ? (TokenKind.AtAssign, 2) : (TokenKind.At, 1),
            '<' when next == '<' => Peek(2) == '=' ? (TokenKind.LeftShiftAssign, 3) : (TokenKind.LeftShift, 2),
            '<' when next == '>' => (TokenKind.Unknown, 2),
            '<' => assigns ? (TokenKind.LessOrEqual, 2) : (TokenKind.Less, 1),
            '>' when next == '>' => Peek(2) == '=' ? (TokenKind.RightShiftAssign, 3) : (TokenKind.RightShift, 2),
            '>' => assigns ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
            '!' => assigns ? (TokenKind.NotEqual, 2) : (TokenKind.Exclamation, 1),
            '|' => assigns ? (TokenKind.BarAssign, 2) : (TokenKind.Bar, 1),
            '^' => assigns ? (TokenKind.CaretAssign, 2) : (TokenKind.Caret, 1),
            '&' => assigns ? (TokenKind.AmpersandAssign, 2) : (TokenKind.Ampersand, 1),
            ';' => (TokenKind.Semicolon, 1),
            '~' => (TokenKind.Tilde, 1),
            _ => (TokenKind.Unknown, 1),
        };
    }

    private bool PushBracket(char c)
    {
        if (_level >= MaxBrackets)
        {
            return Fail("too many nested parentheses");
        }

        _brackets[_level] = c;
        _bracketLines[_level] = _line;
        _bracketColumns[_level++] = _tokenColumn;
        if (_modeCount > 0)
        {
            _modes[_modeCount - 1].BracketDepth++;
        }

        _pos++;
        return Emit(c switch { '(' => TokenKind.LeftParenthesis, '[' => TokenKind.LeftBracket, _ => TokenKind.LeftBrace });
    }

    private bool CloseBracket(char c)
    {
        if (_modeCount > 0 && c == '}' && _modes[_modeCount - 1].BracketDepth == 0)
        {
            return Fail("f-string: single '}' is not allowed");
        }

        if (_level == 0)
        {
            return Fail($"unmatched '{c}'");
        }

        _level--;
        var open = _brackets[_level];
        if ((open, c) is not (('(', ')') or ('[', ']') or ('{', '}')))
        {
            return FailMismatch(open, c);
        }

        if (_modeCount > 0 && !CloseFieldBracket(c))
        {
            return false;
        }

        _pos++;
        return Emit(c switch { ')' => TokenKind.RightParenthesis, ']' => TokenKind.RightBracket, _ => TokenKind.RightBrace });
    }

    private bool FailMismatch(char open, char close)
    {
        if (_modeCount > 0 && open == '{' && _modes[_modeCount - 1].BracketDepth - 1 == _modes[_modeCount - 1].FieldDepth)
        {
            return Fail($"f-string: unmatched '{close}'");
        }

        var where = _bracketLines[_level] == _line ? "" : $" on line {_bracketLines[_level]}";
        return Fail($"closing parenthesis '{close}' does not match opening parenthesis '{open}'{where}");
    }
}
