using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions;

/// <summary>
/// Reads an expression by precedence climbing: conditional, or, and, not, comparison, sum, concatenation, product, sign,
/// and after those the filters and tests. The first mistake ends it.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly TokenStream _tokens;
    private readonly OperandParser _operands;

    private ExpressionParser(string source, bool readsHyphens, int maxDepth)
    {
        _tokens = new TokenStream(source, maxDepth);
        _operands = new OperandParser(source, _tokens, readsHyphens, ParseExpression);
    }

    /// <summary>The first mistake; null as long as there is none.</summary>
    public (string Code, string Message, int Start, int End)? Error => _tokens.Error;

    public bool UsesStatusFunction => _operands.UsesStatusFunction;

    /// <summary>Whether a key was read that minus signs could also divide: <c>needs.build-app.result</c>.</summary>
    public bool HasHyphenatedKeys => _operands.HasHyphenatedKeys;

    /// <summary>The names that must be known for an evaluation to succeed, as tokens, each time they are read.</summary>
    public List<Token> Names => _operands.Names;

    /// <summary>The functions that are called.</summary>
    public List<(string Name, int Arguments, int Start, int End)> Calls => _operands.Calls;

    /// <summary>The keys that are read of names, where they must be there.</summary>
    public List<(Token Name, string Key, int End)> Members => _operands.Members;

    public ExpressionNode? Root { get; private set; }

    /// <summary>Reads a whole text, either taking <c>a.b-c</c> for one key or for a difference.</summary>
    public static ExpressionParser Parse(string source, bool readsHyphens, int maxDepth)
    {
        var parser = new ExpressionParser(source, readsHyphens, maxDepth);
        var root = parser.ParseExpression();
        if (root is not null && parser._tokens.Current.Kind != TokenKind.End)
        {
            parser._tokens.FailUnexpected();
        }

        parser.Root = parser.Error is null ? root : null;
        return parser;
    }

    private ExpressionNode? ParseExpression()
    {
        if (!_tokens.Enter())
        {
            return null;
        }

        var value = ParseOr();
        if (value is not null && _tokens.IsWord("if"))
        {
            value = ParseConditional(value);
        }

        _tokens.Leave();
        return value;
    }

    private ExpressionNode? ParseConditional(ExpressionNode value)
    {
        _tokens.Skip(1);
        var condition = ParseOr();
        if (condition is null || !_tokens.IsWord("else"))
        {
            return condition is null ? null : _operands.Grown(new ConditionalNode(condition, value, null, condition.End));
        }

        _tokens.Skip(1);
        var otherwise = ParseExpression();
        return otherwise is null ? null : _operands.Grown(new ConditionalNode(condition, value, otherwise, otherwise.End));
    }

    private ExpressionNode? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && _tokens.Current.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            var givesOperand = _tokens.Take().Kind == TokenKind.OrOr;
            var right = ParseAnd();
            left = right is null ? null : _operands.Grown(new LogicalNode(false, givesOperand, left, right));
        }

        return left;
    }

    private ExpressionNode? ParseAnd()
    {
        var left = ParseNot();
        while (left is not null && _tokens.Current.Kind is TokenKind.And or TokenKind.AndAnd)
        {
            var givesOperand = _tokens.Take().Kind == TokenKind.AndAnd;
            var right = ParseNot();
            left = right is null ? null : _operands.Grown(new LogicalNode(true, givesOperand, left, right));
        }

        return left;
    }

    private ExpressionNode? ParseNot()
    {
        if (_tokens.Current.Kind != TokenKind.Not)
        {
            return ParseBinary(ComparisonLevel);
        }

        if (!_tokens.Enter())
        {
            return null;
        }

        var start = _tokens.Take().Start;
        var operand = ParseNot();
        _tokens.Leave();
        return operand is null ? null : _operands.Grown(new NegationNode(operand, start));
    }

    private const int ComparisonLevel = 1;
    private const int SignLevel = 5;

    private ExpressionNode? ParseBinary(int level)
    {
        if (level == SignLevel)
        {
            return ParseSigned(takesFilters: true);
        }

        var left = ParseBinary(level + 1);
        while (left is not null && OperatorAt(level) is { } @operator)
        {
            _tokens.Skip(@operator == BinaryOperator.NotIn ? 2 : 1);
            var right = ParseBinary(level + 1);
            left = right is null ? null : _operands.Grown(new BinaryNode(@operator, left, right));
        }

        return left;
    }

    private BinaryOperator? OperatorAt(int level) => (level, _tokens.Current.Kind) switch
    {
        (1, TokenKind.Equal) => BinaryOperator.Equal,
        (1, TokenKind.NotEqual) => BinaryOperator.NotEqual,
        (1, TokenKind.Less) => BinaryOperator.Less,
        (1, TokenKind.LessOrEqual) => BinaryOperator.LessOrEqual,
        (1, TokenKind.Greater) => BinaryOperator.Greater,
        (1, TokenKind.GreaterOrEqual) => BinaryOperator.GreaterOrEqual,
        (1, TokenKind.In) => BinaryOperator.In,
        (1, TokenKind.Not) when _tokens.Peek(1).Kind == TokenKind.In => BinaryOperator.NotIn,
        (2, TokenKind.Plus) => BinaryOperator.Add,
        (2, TokenKind.Minus) => BinaryOperator.Subtract,
        (3, TokenKind.Tilde) => BinaryOperator.Concatenate,
        (4, TokenKind.Star) => BinaryOperator.Multiply,
        (4, TokenKind.Slash) => BinaryOperator.Divide,
        (4, TokenKind.SlashSlash) => BinaryOperator.FloorDivide,
        (4, TokenKind.Percent) => BinaryOperator.Remainder,
        _ => null,
    };

    private ExpressionNode? ParseSigned(bool takesFilters)
    {
        if (_tokens.Current.Kind is not (TokenKind.Minus or TokenKind.Bang))
        {
            var operand = _operands.ParsePostfix();
            return operand is not null && takesFilters ? ParseFilters(operand) : operand;
        }

        if (!_tokens.Enter())
        {
            return null;
        }

        var sign = _tokens.Take();
        var inner = ParseSigned(takesFilters: false);
        _tokens.Leave();
        if (inner is null)
        {
            return null;
        }

        var signed = _operands.Grown(sign.Kind == TokenKind.Minus ? new MinusNode(inner, sign.Start) : new NegationNode(inner, sign.Start));
        return signed is not null && takesFilters ? ParseFilters(signed) : signed;
    }

    private ExpressionNode? ParseFilters(ExpressionNode operand)
    {
        ExpressionNode? value = operand;
        while (value is not null)
        {
            if (_tokens.Current.Kind == TokenKind.Pipe)
            {
                _tokens.Skip(1);
                value = ParseFilter(value);
            }
            else if (_tokens.IsWord("is"))
            {
                _tokens.Skip(1);
                value = ParseTest(value);
            }
            else
            {
                return value;
            }
        }

        return null;
    }

    private ExpressionNode? ParseFilter(ExpressionNode operand)
    {
        if (_tokens.Current.Kind != TokenKind.Name)
        {
            _tokens.FailExpected("the name of a filter");
            return null;
        }

        var name = _tokens.Take();
        var arguments = new CallArguments();
        arguments.Values.Add(operand);
        if (_tokens.Current.Kind == TokenKind.LeftParenthesis && !_operands.ParseArguments(arguments))
        {
            return null;
        }

        return _operands.MakeCall(_tokens.Text(name), arguments, operand.Start);
    }

    private ExpressionNode? ParseTest(ExpressionNode operand)
    {
        var isNegated = _tokens.Current.Kind == TokenKind.Not;
        _tokens.Skip(isNegated ? 1 : 0);
        if (!TokenStream.IsKey(_tokens.Current.Kind))
        {
            _tokens.FailExpected("the name of a test");
            return null;
        }

        var name = _tokens.Take();
        var text = _tokens.Text(name);
        if (text is "defined" or "undefined")
        {
            _operands.ForgetNames(operand);
            return _operands.Grown(new DefinedNode(operand, isNegated != (text == "undefined"), name.End));
        }

        if (Tests.Find(text) is not { } test)
        {
            _tokens.Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{text}'.", name);
            return null;
        }

        if (!test.TakesArgument)
        {
            return _operands.Grown(new TestNode(operand, test, null, isNegated, name.End));
        }

        var argument = _operands.ParsePostfix();
        return argument is null ? null : _operands.Grown(new TestNode(operand, test, argument, isNegated, argument.End));
    }
}
