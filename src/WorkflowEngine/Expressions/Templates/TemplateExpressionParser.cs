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
    private const int SumLevel = 0;
    private const int SignLevel = 3;
    private readonly TemplateOperandParser _operands = new(text, tokens);

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
        var value = _operands.Parse(this);
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
            return _operands.Grown(arguments.ReadDefault(operand, token.End));
        }

        if (TemplateFilters.Find(name) is not { } filter)
        {
            tokens.Fail(TemplateCodes.UnknownFilter, $"There is no filter named '{name}'.", token);
            return null;
        }

        return arguments.Bind(filter, token) is { } bound ? _operands.Grown(new FilterNode(filter, operand, bound, tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseConditional(ExpressionNode value)
    {
        var condition = ParseOr();
        if (condition is null || !tokens.IsWord("else"))
        {
            return condition is null
                ? null
                : _operands.Grown(new ConditionalNode(condition, value, new LiteralNode(value.Start, value.End, TemplateText.Undefined), condition.End));
        }

        tokens.Skip(1);
        var otherwise = Parse();
        return otherwise is null ? null : _operands.Grown(new ConditionalNode(condition, value, otherwise, otherwise.End));
    }

    private ExpressionNode? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && tokens.Current.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            tokens.Skip(1);
            left = ParseAnd() is { } right ? _operands.Grown(new LogicalNode(false, givesOperand: true, left, right)) : null;
        }

        return left;
    }

    private ExpressionNode? ParseAnd()
    {
        var left = ParseNot();
        while (left is not null && tokens.Current.Kind is TokenKind.And or TokenKind.AndAnd)
        {
            tokens.Skip(1);
            left = ParseNot() is { } right ? _operands.Grown(new LogicalNode(true, givesOperand: true, left, right)) : null;
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
        return operand is null ? null : _operands.Grown(new NegationNode(operand, start));
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
            if (_operands.Grown(chain) is null)
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
            left = right is null ? null : _operands.Grown(@operator switch
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
            value = value is not null && sign.Kind == TokenKind.Minus ? _operands.Grown(new MinusNode(value, sign.Start)) : value;
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
            return _operands.Grown(new DefinedNode(operand, isNegated != (word == "undefined"), name.End));
        }

        if (Tests.Find(word.ToLowerInvariant()) is not { } test)
        {
            tokens.Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{word}'.", name);
            return null;
        }

        var argument = test.TakesArgument ? ParsePostfix() : null;
        return test.TakesArgument && argument is null ? null : _operands.Grown(new TestNode(operand, test, argument, isNegated, argument?.End ?? name.End));
    }

    private ExpressionNode? ParseMember(ExpressionNode target)
    {
        if (tokens.Current.Kind == TokenKind.Integer)
        {
            var index = _operands.ParseNumber(tokens.Current);
            return index is null ? null : _operands.Grown(new TemplateIndexNode(target, index, index.End));
        }

        if (!TokenStream.IsKey(tokens.Current.Kind))
        {
            tokens.FailExpected("a key");
            return null;
        }

        var name = tokens.Take();
        return _operands.Grown(new TemplateMemberNode(target, tokens.Text(name), name.End));
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
            return tokens.Expect(TokenKind.RightBracket, "']'") ? _operands.Grown(new TemplateIndexNode(target, from!, tokens.LastEnd)) : null;
        }

        tokens.Skip(1);
        ExpressionNode? to = null;
        if (tokens.Current.Kind != TokenKind.RightBracket && (to = Parse()) is null)
        {
            return null;
        }

        return tokens.Expect(TokenKind.RightBracket, "']'") ? _operands.Grown(new SliceNode(target, from, to, tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseCall(ExpressionNode function)
    {
        var arguments = new TemplateArguments(tokens, this);
        if (!arguments.Read())
        {
            return null;
        }

        return _operands.Grown(function is TemplateMemberNode method
            ? new MethodNode(method.Target, method.Name, arguments, tokens.LastEnd)
            : new TemplateCallNode(((NameNode)function).Name, arguments, function.Start, tokens.LastEnd));
    }
}
