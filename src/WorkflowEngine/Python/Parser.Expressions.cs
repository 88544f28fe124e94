using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    // a, *b, c -- without brackets: what stands right of "=" or after "return".
    private PythonExpression ParseStarExpressions()
    {
        var first = _index;
        var item = ParseStarExpression();
        if (Kind != TokenKind.Comma)
        {
            return item;
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && CanStartExpression(Kind))
        {
            _scratch.Add(ParseStarExpression());
        }

        return new TupleExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private PythonExpression ParseYieldOrStarExpressions() =>
        Kind == TokenKind.Yield ? ParseYield() : ParseStarExpressions();

    private PythonExpression ParseStarExpression() => Kind == TokenKind.Star ? ParseStarred() : ParseExpression();

    private PythonExpression ParseStarNamedExpression() => Kind == TokenKind.Star ? ParseStarred() : ParseNamedExpression();

    private StarredExpression ParseStarred()
    {
        var first = Advance();
        var value = ParseOperators(OperatorTable.BitOr);
        return new StarredExpression(value, SpanFrom(first));
    }

    private PythonExpression ParseNamedExpression()
    {
        if (Kind != TokenKind.Name || NextKind != TokenKind.Walrus)
        {
            return ParseExpression();
        }

        var first = _index;
        var target = ParseNameExpression();
        Advance();
        var value = ParseExpression();
        return new NamedExpression(target, value, SpanFrom(first));
    }

    private PythonExpression ParseExpression()
    {
        if (Kind == TokenKind.Lambda)
        {
            return ParseLambda();
        }

        var first = _index;
        var value = ParseOperators(OperatorTable.Or);
        if (Kind == TokenKind.If)
        {
            return ParseConditional(first, value);
        }

        if (OperatorTable.StartsExpression(Kind))
        {
            FailForMissingComma(first, value);
        }

        return value;
    }

    private PythonExpression ParseConditional(int first, PythonExpression then)
    {
        Advance();
        var condition = ParseOperators(OperatorTable.Or);
        if (Kind != TokenKind.Else)
        {
            if (Kind == TokenKind.Colon || _withoutHints)
            {
                FailHere();
            }
            else
            {
                FailAt(then, "expected 'else' after 'if' expression");
            }

            return _missing;
        }

        Advance();
        if (!Enter())
        {
            return _missing;
        }

        var @else = ParseExpression();
        _depth--;
        return new ConditionalExpression(condition, then, @else, SpanFrom(first));
    }

    // Precedence climbing over everything between "or" and "**"; the level of the caller is the loosest it takes.
    private PythonExpression ParseOperators(int loosest)
    {
        if (!Enter())
        {
            return _missing;
        }

        var first = _index;
        var left = Kind == TokenKind.Not && loosest <= OperatorTable.Not ? ParseNot() : ParseUnary();
        while (true)
        {
            var precedence = OperatorTable.PrecedenceOf(Kind);
            if (precedence == 0 || precedence < loosest)
            {
                break;
            }

            if (precedence > OperatorTable.Comparison)
            {
                var kind = Kind;
                Advance();
                var right = ParseOperators(precedence + 1);
                left = Bounded(new BinaryExpression(left, OperatorTable.Binary(kind), right, SpanFrom(first)));
            }
            else if (precedence == OperatorTable.Comparison)
            {
                if (Kind == TokenKind.Not && NextKind != TokenKind.In)
                {
                    break;
                }

                left = ParseComparison(first, left);
            }
            else
            {
                left = ParseBoolean(first, left, precedence);
            }
        }

        _depth--;
        return left;
    }

    private UnaryExpression ParseNot()
    {
        var first = Advance();
        var operand = ParseOperators(OperatorTable.Not);
        return new UnaryExpression(UnaryOperator.Not, operand, SpanFrom(first));
    }

    private BooleanExpression ParseBoolean(int first, PythonExpression left, int precedence)
    {
        var kind = Kind;
        var mark = _scratch.Count;
        _scratch.Add(left);
        while (Accept(kind))
        {
            _scratch.Add(ParseOperators(precedence + 1));
        }

        var @operator = kind == TokenKind.Or ? BooleanOperator.Or : BooleanOperator.And;
        return new BooleanExpression(@operator, Take<PythonExpression>(mark), SpanFrom(first));
    }

    private CompareExpression ParseComparison(int first, PythonExpression left)
    {
        var mark = _scratch.Count;
        CompareOperator single = default;
        List<CompareOperator>? several = null;
        while (TryReadCompareOperator(out var @operator))
        {
            if (_scratch.Count == mark)
            {
                single = @operator;
            }
            else
            {
                several ??= [single];
                several.Add(@operator);
            }

            _scratch.Add(ParseOperators(OperatorTable.BitOr));
        }

        ImmutableArray<CompareOperator> operators = several is null ? [single] : [.. several];
        return new CompareExpression(left, operators, Take<PythonExpression>(mark), SpanFrom(first));
    }

    private bool TryReadCompareOperator(out CompareOperator @operator)
    {
        var length = 1;
        switch (Kind)
        {
            case TokenKind.Equal:
                @operator = CompareOperator.Equal;
                break;
            case TokenKind.NotEqual:
                @operator = CompareOperator.NotEqual;
                break;
            case TokenKind.Less:
                @operator = CompareOperator.Less;
                break;
            case TokenKind.LessOrEqual:
                @operator = CompareOperator.LessOrEqual;
                break;
            case TokenKind.Greater:
                @operator = CompareOperator.Greater;
                break;
            case TokenKind.GreaterOrEqual:
                @operator = CompareOperator.GreaterOrEqual;
                break;
            case TokenKind.In:
                @operator = CompareOperator.In;
                break;
            case TokenKind.Is:
                length = NextKind == TokenKind.Not ? 2 : 1;
                @operator = length == 2 ? CompareOperator.IsNot : CompareOperator.Is;
                break;
            case TokenKind.Not when NextKind == TokenKind.In:
                length = 2;
                @operator = CompareOperator.NotIn;
                break;
            default:
                @operator = default;
                return false;
        }

        _index = Math.Min(_index + length, _last);
        return true;
    }

    private PythonExpression ParseUnary()
    {
        UnaryOperator @operator;
        switch (Kind)
        {
            case TokenKind.Plus:
                @operator = UnaryOperator.Plus;
                break;
            case TokenKind.Minus:
                @operator = UnaryOperator.Minus;
                break;
            case TokenKind.Tilde:
                @operator = UnaryOperator.Invert;
                break;
            default:
                return ParsePower();
        }

        if (!Enter())
        {
            return _missing;
        }

        var first = Advance();
        var operand = ParseUnary();
        _depth--;
        return new UnaryExpression(@operator, operand, SpanFrom(first));
    }

    private PythonExpression ParsePower()
    {
        var first = _index;
        var left = ParseAwait();
        if (Kind != TokenKind.DoubleStar)
        {
            return left;
        }

        Advance();
        if (!Enter())
        {
            return _missing;
        }

        var right = ParseUnary();
        _depth--;
        return new BinaryExpression(left, BinaryOperator.Power, right, SpanFrom(first));
    }

    private PythonExpression ParseAwait()
    {
        if (Kind != TokenKind.Await)
        {
            return ParsePrimary();
        }

        var first = Advance();
        var value = ParsePrimary();
        return new AwaitExpression(value, SpanFrom(first));
    }

    private PythonExpression ParsePrimary()
    {
        var first = _index;
        var value = ParseAtom();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    Advance();
                    var name = ReadName();
                    value = Bounded(new AttributeExpression(value, name, SpanFrom(first)));
                    break;
                case TokenKind.LeftParenthesis:
                    ParseArguments(isClass: false, out var arguments, out var keywords);
                    value = Bounded(new CallExpression(value, arguments, keywords, SpanFrom(first)));
                    break;
                case TokenKind.LeftBracket:
                    Advance();
                    var index = ParseSlices();
                    Expect(TokenKind.RightBracket);
                    value = Bounded(new SubscriptExpression(value, index, SpanFrom(first)));
                    break;
                default:
                    return value;
            }
        }
    }

    private PythonExpression ParseSlices()
    {
        var first = _index;
        var item = ParseSlice();
        if (Kind != TokenKind.Comma && item is not StarredExpression)
        {
            return item;
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.RightBracket)
        {
            _scratch.Add(ParseSlice());
        }

        return new TupleExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private PythonExpression ParseSlice()
    {
        var first = _index;
        if (Kind == TokenKind.Star)
        {
            Advance();
            var value = ParseExpression();
            return new StarredExpression(value, SpanFrom(first));
        }

        PythonExpression? lower = null;
        if (Kind != TokenKind.Colon)
        {
            lower = ParseNamedExpression();
            if (Kind != TokenKind.Colon || lower is NamedExpression && _tokens[first + 1].Kind == TokenKind.Walrus)
            {
                return lower;
            }
        }

        Expect(TokenKind.Colon);
        var upper = Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.RightBracket ? null : ParseExpression();
        PythonExpression? step = null;
        if (Accept(TokenKind.Colon) && Kind is not (TokenKind.Comma or TokenKind.RightBracket))
        {
            step = ParseExpression();
        }

        return new SliceExpression(lower, upper, step, SpanFrom(first));
    }

    private PythonExpression ParseYield()
    {
        var first = Advance();
        if (Accept(TokenKind.From))
        {
            var source = ParseExpression();
            return new YieldFromExpression(source, SpanFrom(first));
        }

        var value = CanStartExpression(Kind) ? ParseStarExpressions() : null;
        return new YieldExpression(value, SpanFrom(first));
    }

    private PythonExpression ParseLambda()
    {
        if (!Enter())
        {
            return _missing;
        }

        var first = Advance();
        var parameters = ParseParameters(TokenKind.Colon);
        Expect(TokenKind.Colon);
        var body = ParseExpression();
        _depth--;
        return new LambdaExpression(parameters, body, SpanFrom(first));
    }

    private NameExpression ParseNameExpression()
    {
        var at = _index;
        var name = ReadName();
        return new NameExpression(name, SpanFrom(at));
    }

    private static bool CanStartExpression(TokenKind kind) =>
        OperatorTable.StartsExpression(kind) || kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.Plus
            or TokenKind.Minus or TokenKind.Star or TokenKind.Error;
}
