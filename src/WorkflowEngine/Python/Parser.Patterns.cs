using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    // "match" is a name unless a subject, a colon and an indented "case" follow it.
    private MatchStatement? TryParseMatch()
    {
        if (!CanStartExpression(NextKind))
        {
            return null;
        }

        var (first, depth, mark) = (_index, _depth, _scratch.Count);
        var hints = _withoutHints;
        _withoutHints = true;
        Advance();
        var subject = ParseSubject();
        _withoutHints = hints;
        FailIf(Kind == TokenKind.Newline, "expected ':'");
        Expect(TokenKind.Colon);
        Expect(TokenKind.Newline);
        if (!_failed && Kind == TokenKind.Indent && !IsWord(_index + 1, "case"))
        {
            Advance();
            FailHere();
        }

        if (_failed)
        {
            GiveUpAttempt(first, depth, mark);
            return null;
        }

        if (!Accept(TokenKind.Indent))
        {
            FailHere($"expected an indented block after 'match' statement on line {_tokens[first].Line}");
        }

        while (IsWord(_index, "case"))
        {
            _scratch.Add(ParseCase());
        }

        Expect(TokenKind.Dedent);
        var cases = Take<MatchCase>(mark);
        return new MatchStatement(subject, cases, SpanTo(first, cases.IsEmpty ? subject : cases[^1]));
    }

    private PythonExpression ParseSubject()
    {
        var first = _index;
        var item = ParseStarNamedExpression();
        if (Kind != TokenKind.Comma)
        {
            if (item is StarredExpression)
            {
                FailHere();
            }

            return item;
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.Colon)
        {
            _scratch.Add(ParseStarNamedExpression());
        }

        return new TupleExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private MatchCase ParseCase()
    {
        var first = Advance();
        var pattern = ParseOpenPattern();
        var guard = Accept(TokenKind.If) ? ParseNamedExpression() : null;
        var body = ParseBlock("'case' statement", first);
        return new MatchCase(pattern, guard, body, SpanTo(first, body, pattern));
    }

    private PythonPattern ParseOpenPattern()
    {
        var first = _index;
        var item = ParseStarOrPattern();
        if (Kind != TokenKind.Comma)
        {
            if (item is StarPattern)
            {
                FailHere();
            }

            return item;
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && Kind is not (TokenKind.Colon or TokenKind.If))
        {
            _scratch.Add(ParseStarOrPattern());
        }

        return new SequencePattern(Take<PythonPattern>(mark), SpanFrom(first));
    }

    private PythonPattern ParseStarOrPattern()
    {
        if (Kind != TokenKind.Star)
        {
            return ParsePattern();
        }

        var first = Advance();
        var name = ReadName();
        return new StarPattern(name == "_" ? null : name, SpanFrom(first));
    }

    private PythonPattern ParsePattern()
    {
        var first = _index;
        if (!Enter())
        {
            return new AsPattern(null, null, SpanFrom(first));
        }

        var pattern = ParseOrPattern();
        _depth--;
        if (!Accept(TokenKind.As))
        {
            return pattern;
        }

        if (IsWord(_index, "_"))
        {
            FailHere("cannot use '_' as a target");
        }

        if (Kind != TokenKind.Name || NextKind is TokenKind.Dot or TokenKind.LeftParenthesis or TokenKind.Assign)
        {
            FailHere("invalid pattern target");
        }

        var name = ReadName();
        return new AsPattern(pattern, name, SpanFrom(first));
    }

    private PythonPattern ParseOrPattern()
    {
        var first = _index;
        var pattern = ParseClosedPattern();
        if (Kind != TokenKind.Bar)
        {
            return pattern;
        }

        var mark = _scratch.Count;
        _scratch.Add(pattern);
        while (Accept(TokenKind.Bar))
        {
            _scratch.Add(ParseClosedPattern());
        }

        return new OrPattern(Take<PythonPattern>(mark), SpanFrom(first));
    }

    private PythonPattern ParseClosedPattern()
    {
        var first = _index;
        switch (Kind)
        {
            case TokenKind.Integer or TokenKind.Float or TokenKind.Imaginary or TokenKind.Minus:
                var number = ParsePatternNumber();
                return new ValuePattern(number, SpanFrom(first));
            case TokenKind.String or TokenKind.FStringStart:
                var text = ParseStrings();
                return new ValuePattern(text, SpanFrom(first));
            case TokenKind.None or TokenKind.True or TokenKind.False:
                var constant = ParseAtom();
                return new SingletonPattern(((ConstantExpression)constant).Value, SpanFrom(first));
            case TokenKind.Name:
                return ParseNamePattern();
            case TokenKind.LeftParenthesis:
                return ParseGroupPattern();
            case TokenKind.LeftBracket:
                Advance();
                return ParseSequencePattern(first, TokenKind.RightBracket);
            case TokenKind.LeftBrace:
                return ParseMappingPattern();
            default:
                FailHere();
                return new AsPattern(null, null, SpanFrom(first));
        }
    }

    private PythonPattern ParseNamePattern()
    {
        var first = _index;
        var isPlain = NextKind is not (TokenKind.Dot or TokenKind.LeftParenthesis or TokenKind.Assign);
        if (isPlain)
        {
            var name = ReadName();
            return new AsPattern(null, name == "_" ? null : name, SpanFrom(first));
        }

        var path = ParseDottedExpression();
        if (Kind == TokenKind.LeftParenthesis)
        {
            return ParseClassPattern(first, path);
        }

        if (Kind == TokenKind.Assign || path is NameExpression)
        {
            FailHere();
        }

        return new ValuePattern(path, SpanFrom(first));
    }

    private PythonExpression ParseDottedExpression()
    {
        var first = _index;
        PythonExpression path = ParseNameExpression();
        while (Accept(TokenKind.Dot))
        {
            var name = ReadName();
            path = Bounded(new AttributeExpression(path, name, SpanFrom(first)));
        }

        return path;
    }

    private PythonPattern ParseGroupPattern()
    {
        var first = Advance();
        if (Accept(TokenKind.RightParenthesis))
        {
            return new SequencePattern([], SpanFrom(first));
        }

        var mark = _scratch.Count;
        var item = ParseStarOrPattern();
        if (Kind == TokenKind.RightParenthesis && item is not StarPattern)
        {
            Advance();
            return item;
        }

        _scratch.Add(item);
        Expect(TokenKind.Comma);
        return ParseSequenceRest(first, mark, TokenKind.RightParenthesis);
    }

    private SequencePattern ParseSequencePattern(int first, TokenKind close) => ParseSequenceRest(first, _scratch.Count, close);

    private SequencePattern ParseSequenceRest(int first, int mark, TokenKind close)
    {
        while (Kind != close && !_failed)
        {
            _scratch.Add(ParseStarOrPattern());
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(close);
        return new SequencePattern(Take<PythonPattern>(mark), SpanFrom(first));
    }

    private MappingPattern ParseMappingPattern()
    {
        var first = Advance();
        var keys = ImmutableArray.CreateBuilder<PythonExpression>();
        var mark = _scratch.Count;
        string? rest = null;
        while (Kind != TokenKind.RightBrace && !_failed)
        {
            if (Accept(TokenKind.DoubleStar))
            {
                if (IsWord(_index, "_"))
                {
                    FailHere();
                }

                rest = ReadName();
                Accept(TokenKind.Comma);
                break;
            }

            keys.Add(ParseMappingKey());
            Expect(TokenKind.Colon);
            _scratch.Add(ParsePattern());
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RightBrace);
        return new MappingPattern(keys.DrainToImmutable(), Take<PythonPattern>(mark), rest, SpanFrom(first));
    }

    private PythonExpression ParseMappingKey()
    {
        switch (Kind)
        {
            case TokenKind.Integer or TokenKind.Float or TokenKind.Imaginary or TokenKind.Minus:
                return ParsePatternNumber();
            case TokenKind.String or TokenKind.FStringStart:
                return ParseStrings();
            case TokenKind.None or TokenKind.True or TokenKind.False:
                return ParseAtom();
            case TokenKind.Name when NextKind == TokenKind.Dot:
                return ParseDottedExpression();
            default:
                FailHere();
                return _missing;
        }
    }

    private ClassPattern ParseClassPattern(int first, PythonExpression type)
    {
        Advance();
        var names = ImmutableArray.CreateBuilder<string>();
        var named = ImmutableArray.CreateBuilder<PythonPattern>();
        var mark = _scratch.Count;
        while (Kind != TokenKind.RightParenthesis && !_failed)
        {
            if (Kind == TokenKind.Name && NextKind == TokenKind.Assign)
            {
                names.Add(ReadName());
                Expect(TokenKind.Assign);
                named.Add(ParsePattern());
            }
            else
            {
                FailIf(names.Count > 0, "positional patterns follow keyword patterns");
                _scratch.Add(ParsePattern());
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RightParenthesis);
        return new ClassPattern(
            type, Take<PythonPattern>(mark), names.DrainToImmutable(), named.DrainToImmutable(), SpanFrom(first));
    }

    // 1, -1, 1 + 2j: the only arithmetic that a pattern knows.
    private PythonExpression ParsePatternNumber()
    {
        var first = _index;
        var isNegative = Accept(TokenKind.Minus);
        var number = ParsePatternDigits(first, isNegative);
        if (Kind is not (TokenKind.Plus or TokenKind.Minus))
        {
            return number;
        }

        if (_tokens[isNegative ? first + 1 : first].Kind == TokenKind.Imaginary)
        {
            FailAt(number, "real number required in complex literal");
        }

        var @operator = Accept(TokenKind.Plus) ? BinaryOperator.Add : BinaryOperator.Subtract;
        if (@operator == BinaryOperator.Subtract)
        {
            Advance();
        }

        FailIf(Kind is TokenKind.Integer or TokenKind.Float, "imaginary number required in complex literal");
        if (Kind != TokenKind.Imaginary)
        {
            FailHere();
            return _missing;
        }

        var imaginary = ParseAtom();
        return new BinaryExpression(number, @operator, imaginary, SpanFrom(first));
    }

    private PythonExpression ParsePatternDigits(int first, bool isNegative)
    {
        if (Kind is not (TokenKind.Integer or TokenKind.Float or TokenKind.Imaginary))
        {
            FailHere();
            return _missing;
        }

        var number = ParseAtom();
        return isNegative ? new UnaryExpression(UnaryOperator.Minus, number, SpanFrom(first)) : number;
    }
}
