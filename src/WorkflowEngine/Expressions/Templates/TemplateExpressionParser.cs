using System.Globalization;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Nodes;
using WorkflowEngine.Expressions.Templates.Filters;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>
/// Reads the expressions of a tag as Jinja does: <c>or</c> and <c>and</c> give one of their sides, comparisons chain, a missing key
/// is undefined, macros are called with named arguments, and values have methods. The first mistake of a tag ends it.
/// </summary>
internal sealed class TemplateExpressionParser(string text, TokenStream tokens)
{
    private const int MaxHeight = 500;
    private const int SumLevel = 0;
    private const int SignLevel = 3;

    public ExpressionNode? Parse(bool takesCondition = true)
    {
        if (!tokens.Enter())
        {
            return null;
        }

        var value = ParseOr();
        if (takesCondition && value is not null && tokens.IsWord("if"))
        {
            tokens.Skip(1);
            value = ParseConditional(value);
        }

        tokens.Leave();
        return value;
    }

    /// <summary>Reads one operand with its keys, indexes and calls.</summary>
    public ExpressionNode? ParsePostfix()
    {
        var value = ParsePrimary();
        while (value is not null)
        {
            switch (tokens.Current.Kind)
            {
                case TokenKind.Dot:
                    tokens.Skip(1);
                    value = ParseMember(value);
                    break;
                case TokenKind.LeftBracket:
                    tokens.Skip(1);
                    value = ParseIndex(value);
                    break;
                case TokenKind.LeftParenthesis when value is NameNode or TemplateMemberNode:
                    value = ParseCall(value);
                    break;
                default:
                    return value;
            }
        }

        return null;
    }

    /// <summary>Reads filters after an operand, or after the word <c>filter</c>, when the operand is what is put through them.</summary>
    public ExpressionNode? ParseFilters(ExpressionNode operand)
    {
        ExpressionNode? value = operand;
        while (value is not null)
        {
            if (tokens.Current.Kind == TokenKind.Pipe)
            {
                tokens.Skip(1);
                value = ParseFilter(value);
            }
            else if (tokens.IsWord("is"))
            {
                tokens.Skip(1);
                value = ParseTest(value);
            }
            else
            {
                return value;
            }
        }

        return null;
    }

    public ExpressionNode? ParseFilter(ExpressionNode operand)
    {
        if (!TokenStream.IsKey(tokens.Current.Kind))
        {
            tokens.FailExpected("the name of a filter");
            return null;
        }

        var token = tokens.Take();
        var name = tokens.Text(token);
        var arguments = new TemplateArguments(tokens, this);
        if (tokens.Current.Kind == TokenKind.LeftParenthesis && !arguments.Read())
        {
            return null;
        }

        if (name is "default" or "d")
        {
            return Grown(arguments.ReadDefault(operand, token.End));
        }

        if (TemplateFilters.Find(name) is not { } filter)
        {
            tokens.Fail(TemplateCodes.UnknownFilter, $"There is no filter named '{name}'.", token);
            return null;
        }

        return arguments.Bind(filter, token) is { } bound ? Grown(new FilterNode(filter, operand, bound, tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseConditional(ExpressionNode value)
    {
        var condition = ParseOr();
        if (condition is null || !tokens.IsWord("else"))
        {
            return condition is null
                ? null
                : Grown(new ConditionalNode(condition, value, new LiteralNode(value.Start, value.End, TemplateText.Undefined), condition.End));
        }

        tokens.Skip(1);
        var otherwise = Parse();
        return otherwise is null ? null : Grown(new ConditionalNode(condition, value, otherwise, otherwise.End));
    }

    private ExpressionNode? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && tokens.Current.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            tokens.Skip(1);
            left = ParseAnd() is { } right ? Grown(new LogicalNode(false, givesOperand: true, left, right)) : null;
        }

        return left;
    }

    private ExpressionNode? ParseAnd()
    {
        var left = ParseNot();
        while (left is not null && tokens.Current.Kind is TokenKind.And or TokenKind.AndAnd)
        {
            tokens.Skip(1);
            left = ParseNot() is { } right ? Grown(new LogicalNode(true, givesOperand: true, left, right)) : null;
        }

        return left;
    }

    private ExpressionNode? ParseNot()
    {
        if (tokens.Current.Kind != TokenKind.Not)
        {
            return ParseComparison();
        }

        if (!tokens.Enter())
        {
            return null;
        }

        var start = tokens.Take().Start;
        var operand = ParseNot();
        tokens.Leave();
        return operand is null ? null : Grown(new NegationNode(operand, start));
    }

    /// <summary><c>a &lt; b &lt; c</c> is <c>a &lt; b and b &lt; c</c>.</summary>
    private ExpressionNode? ParseComparison()
    {
        var left = ParseBinary(SumLevel);
        ExpressionNode? chain = null;
        while (left is not null && Compared() is { } @operator)
        {
            tokens.Skip(@operator == BinaryOperator.NotIn ? 2 : 1);
            var right = ParseBinary(SumLevel);
            if (right is null)
            {
                return null;
            }

            var comparison = new BinaryNode(@operator, left, right);
            chain = chain is null ? comparison : new LogicalNode(true, givesOperand: false, chain, comparison);
            if (Grown(chain) is null)
            {
                return null;
            }

            left = right;
        }

        return left is null ? null : chain ?? left;
    }

    private BinaryOperator? Compared() => tokens.Current.Kind switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.In => BinaryOperator.In,
        TokenKind.Not when tokens.Peek(1).Kind == TokenKind.In => BinaryOperator.NotIn,
        _ => null,
    };

    private ExpressionNode? ParseBinary(int level)
    {
        if (level == SignLevel)
        {
            return ParseSigned(takesFilters: true);
        }

        var left = ParseBinary(level + 1);
        while (left is not null && OperatorAt(level) is { } @operator)
        {
            tokens.Skip(1);
            var right = ParseBinary(level + 1);
            left = right is null ? null : Grown(@operator switch
            {
                BinaryOperator.Concatenate => new JoinedTextNode(left, right),
                BinaryOperator.Divide => new QuotientNode(left, right),
                _ => new BinaryNode(@operator, left, right),
            });
        }

        return left;
    }

    private BinaryOperator? OperatorAt(int level) => (level, tokens.Current.Kind) switch
    {
        (0, TokenKind.Plus) => BinaryOperator.Add,
        (0, TokenKind.Minus) => BinaryOperator.Subtract,
        (1, TokenKind.Tilde) => BinaryOperator.Concatenate,
        (2, TokenKind.Star) => BinaryOperator.Multiply,
        (2, TokenKind.Slash) => BinaryOperator.Divide,
        (2, TokenKind.SlashSlash) => BinaryOperator.FloorDivide,
        (2, TokenKind.Percent) => BinaryOperator.Remainder,
        _ => null,
    };

    private ExpressionNode? ParseSigned(bool takesFilters)
    {
        ExpressionNode? value;
        if (tokens.Current.Kind is TokenKind.Minus or TokenKind.Plus)
        {
            if (!tokens.Enter())
            {
                return null;
            }

            var sign = tokens.Take();
            value = ParseSigned(takesFilters: false);
            tokens.Leave();
            value = value is not null && sign.Kind == TokenKind.Minus ? Grown(new MinusNode(value, sign.Start)) : value;
        }
        else
        {
            value = ParsePostfix();
        }

        return value is not null && takesFilters ? ParseFilters(value) : value;
    }

    private ExpressionNode? ParseTest(ExpressionNode operand)
    {
        var isNegated = tokens.Current.Kind == TokenKind.Not;
        tokens.Skip(isNegated ? 1 : 0);
        if (!TokenStream.IsKey(tokens.Current.Kind))
        {
            tokens.FailExpected("the name of a test");
            return null;
        }

        var name = tokens.Take();
        var word = tokens.Text(name);
        if (word is "defined" or "undefined")
        {
            return Grown(new DefinedNode(operand, isNegated != (word == "undefined"), name.End));
        }

        if (Tests.Find(word.ToLowerInvariant()) is not { } test)
        {
            tokens.Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{word}'.", name);
            return null;
        }

        var argument = test.TakesArgument ? ParsePostfix() : null;
        return test.TakesArgument && argument is null ? null : Grown(new TestNode(operand, test, argument, isNegated, argument?.End ?? name.End));
    }

    private ExpressionNode? ParseMember(ExpressionNode target)
    {
        if (tokens.Current.Kind == TokenKind.Integer)
        {
            var index = ParseNumber(tokens.Current);
            return index is null ? null : Grown(new TemplateIndexNode(target, index, index.End));
        }

        if (!TokenStream.IsKey(tokens.Current.Kind))
        {
            tokens.FailExpected("a key");
            return null;
        }

        var name = tokens.Take();
        return Grown(new TemplateMemberNode(target, tokens.Text(name), name.End));
    }

    private ExpressionNode? ParseIndex(ExpressionNode target)
    {
        ExpressionNode? from = null;
        if (tokens.Current.Kind != TokenKind.Colon && (from = Parse()) is null)
        {
            return null;
        }

        if (tokens.Current.Kind != TokenKind.Colon)
        {
            return tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new TemplateIndexNode(target, from!, tokens.LastEnd)) : null;
        }

        tokens.Skip(1);
        ExpressionNode? to = null;
        if (tokens.Current.Kind != TokenKind.RightBracket && (to = Parse()) is null)
        {
            return null;
        }

        return tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new SliceNode(target, from, to, tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseCall(ExpressionNode function)
    {
        var arguments = new TemplateArguments(tokens, this);
        if (!arguments.Read())
        {
            return null;
        }

        return Grown(function is TemplateMemberNode method
            ? new MethodNode(method.Target, method.Name, arguments, tokens.LastEnd)
            : new TemplateCallNode(((NameNode)function).Name, arguments, function.Start, tokens.LastEnd));
    }

    private ExpressionNode? ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name when tokens.Text(token) is "True" or "False":
                return Literal(ExpressionValue.Of(tokens.Text(token) == "True"));
            case TokenKind.Name when tokens.Text(token) == "None":
            case TokenKind.Null:
                return Literal(ExpressionValue.Null);
            case TokenKind.Name:
                tokens.Skip(1);
                return new NameNode(token.Start, token.End, tokens.Text(token));
            case TokenKind.True or TokenKind.False:
                return Literal(ExpressionValue.Of(token.Kind == TokenKind.True));
            case TokenKind.Text:
                return ParseText();
            case TokenKind.Integer or TokenKind.Float:
                return ParseNumber(token);
            case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                return ParseList(token);
            case TokenKind.LeftBrace:
                return ParseObject(token);
            default:
                tokens.FailUnexpected();
                return null;
        }
    }

    private LiteralNode Literal(ExpressionValue value)
    {
        var token = tokens.Take();
        return new LiteralNode(token.Start, token.End, value);
    }

    private LiteralNode ParseText()
    {
        var first = tokens.Take();
        var content = Tokenizer.Content(text, first);
        while (tokens.Current.Kind == TokenKind.Text)
        {
            content += Tokenizer.Content(text, tokens.Take());
        }

        return new LiteralNode(first.Start, tokens.LastEnd, ExpressionValue.Of(content));
    }

    private LiteralNode? ParseNumber(Token token)
    {
        var digits = text.AsSpan(token.Start, token.End - token.Start);
        if (token.Kind == TokenKind.Integer && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
        {
            return Literal(ExpressionValue.Of(integer));
        }

        if (token.Kind == TokenKind.Float && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            return Literal(ExpressionValue.Of(number));
        }

        tokens.Fail(ExpressionCodes.NumberRange, "The number does not fit into 64 bits.", token);
        return null;
    }

    /// <summary><c>[a, b]</c>, <c>(a, b)</c>, and <c>(a)</c>, which is only a.</summary>
    private ExpressionNode? ParseList(Token open)
    {
        var (close, shown) = open.Kind == TokenKind.LeftBracket ? (TokenKind.RightBracket, "']'") : (TokenKind.RightParenthesis, "')'");
        tokens.Skip(1);
        var items = new List<ExpressionNode>();
        var hasComma = false;
        while (tokens.Current.Kind != close)
        {
            if (Parse() is not { } item)
            {
                return null;
            }

            items.Add(item);
            if (tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            hasComma = true;
            tokens.Skip(1);
        }

        if (!tokens.Expect(close, shown))
        {
            return null;
        }

        return close == TokenKind.RightParenthesis && items.Count == 1 && !hasComma
            ? items[0]
            : Grown(new ListNode([.. items], open.Start, tokens.LastEnd, HeightOf(items)));
    }

    private ExpressionNode? ParseObject(Token open)
    {
        tokens.Skip(1);
        var keys = new List<string>();
        var values = new List<ExpressionNode>();
        while (tokens.Current.Kind != TokenKind.RightBrace)
        {
            if (tokens.Current.Kind != TokenKind.Text && !TokenStream.IsKey(tokens.Current.Kind))
            {
                tokens.FailExpected("a key");
                return null;
            }

            var key = tokens.Take();
            if (!tokens.Expect(TokenKind.Colon, "':'") || Parse() is not { } value)
            {
                return null;
            }

            keys.Add(key.Kind == TokenKind.Text ? Tokenizer.Content(text, key) : tokens.Text(key));
            values.Add(value);
            if (tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            tokens.Skip(1);
        }

        return tokens.Expect(TokenKind.RightBrace, "'}'")
            ? Grown(new ObjectNode([.. keys], [.. values], open.Start, tokens.LastEnd, HeightOf(values)))
            : null;
    }

    private static int HeightOf(List<ExpressionNode> children) => children.Count == 0 ? 1 : children.Max(child => child.Height) + 1;

    private ExpressionNode? Grown(ExpressionNode node)
    {
        if (node.Height <= MaxHeight)
        {
            return node;
        }

        tokens.Fail(ExpressionCodes.TooDeep, "The expression is too long a chain.", tokens.Current);
        return null;
    }
}
