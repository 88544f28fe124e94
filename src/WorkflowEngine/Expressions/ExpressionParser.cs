using System.Globalization;
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
    /// <summary>How high a tree may grow by long chains such as <c>a + b + c</c>, which nest only to the left.</summary>
    private const int MaxHeight = 1_000;

    private readonly TokenStream _tokens;
    private readonly string _source;
    private readonly bool _readsHyphens;

    private ExpressionParser(string source, bool readsHyphens, int maxDepth) =>
        (_source, _tokens, _readsHyphens) = (source, new TokenStream(source, maxDepth), readsHyphens);

    /// <summary>The first mistake; null as long as there is none.</summary>
    public (string Code, string Message, int Start, int End)? Error => _tokens.Error;

    public bool UsesStatusFunction { get; private set; }

    /// <summary>Whether a key was read that minus signs could also divide: <c>needs.build-app.result</c>.</summary>
    public bool HasHyphenatedKeys { get; private set; }

    public ExpressionNode? Root { get; private set; }

    /// <summary>The names that must be known for an evaluation to succeed, as tokens, each time they are read.</summary>
    public List<Token> Names { get; } = [];

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
            return condition is null ? null : Grown(new ConditionalNode(condition, value, null, condition.End));
        }

        _tokens.Skip(1);
        var otherwise = ParseExpression();
        return otherwise is null ? null : Grown(new ConditionalNode(condition, value, otherwise, otherwise.End));
    }

    private ExpressionNode? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && _tokens.Current.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            var givesOperand = _tokens.Take().Kind == TokenKind.OrOr;
            var right = ParseAnd();
            left = right is null ? null : Grown(new LogicalNode(false, givesOperand, left, right));
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
            left = right is null ? null : Grown(new LogicalNode(true, givesOperand, left, right));
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
        return operand is null ? null : Grown(new NegationNode(operand, start));
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
            left = right is null ? null : Grown(new BinaryNode(@operator, left, right));
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
            var operand = ParsePostfix();
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

        var signed = Grown(sign.Kind == TokenKind.Minus ? new MinusNode(inner, sign.Start) : new NegationNode(inner, sign.Start));
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
        var arguments = new List<ExpressionNode> { operand };
        if (_tokens.Current.Kind == TokenKind.LeftParenthesis && !ParseArguments(arguments))
        {
            return null;
        }

        return MakeCall(_tokens.Text(name), arguments, operand.Start);
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
            ForgetNames(operand);
            return Grown(new DefinedNode(operand, isNegated != (text == "undefined"), name.End));
        }

        if (Tests.Find(text) is not { } test)
        {
            _tokens.Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{text}'.", name);
            return null;
        }

        if (!test.TakesArgument)
        {
            return Grown(new TestNode(operand, test, null, isNegated, name.End));
        }

        var argument = ParsePostfix();
        return argument is null ? null : Grown(new TestNode(operand, test, argument, isNegated, argument.End));
    }

    private ExpressionNode? ParsePostfix()
    {
        var value = ParsePrimary();
        while (value is not null)
        {
            switch (_tokens.Current.Kind)
            {
                case TokenKind.Dot:
                    _tokens.Skip(1);
                    value = ParseMember(value);
                    break;
                case TokenKind.LeftBracket:
                    _tokens.Skip(1);
                    value = ParseIndex(value);
                    break;
                case TokenKind.LeftParenthesis when value is NameNode function:
                    value = ParseCall(function);
                    break;
                default:
                    return value;
            }
        }

        return null;
    }

    private ExpressionNode? ParseMember(ExpressionNode target)
    {
        if (_tokens.Current.Kind == TokenKind.Star)
        {
            return Grown(new StarNode(target, _tokens.Take().End));
        }

        if (_tokens.Current.Kind == TokenKind.Integer)
        {
            var index = ParseNumber(_tokens.Current);
            return index is null ? null : Grown(new IndexNode(target, index, index.End));
        }

        if (!TokenStream.IsKey(_tokens.Current.Kind))
        {
            _tokens.FailExpected("a key");
            return null;
        }

        var name = _tokens.Take();
        var end = _readsHyphens ? EndOfHyphenatedKey(name) : name.End;
        var isHyphenated = end > name.End;
        HasHyphenatedKeys |= isHyphenated;
        while (_tokens.Current.Start < end)
        {
            _tokens.Skip(1);
        }

        return Grown(new MemberNode(target, end, _source[name.Start..end], isHyphenated));
    }

    /// <summary>Where a key that may hold hyphens ends: <c>a-b</c> is one, <c>a - b</c> and <c>a-</c> are not.</summary>
    private int EndOfHyphenatedKey(Token name)
    {
        var end = name.End;
        for (var i = 0; _tokens.Peek(i).Start == end; i++)
        {
            var kind = _tokens.Peek(i).Kind;
            if (kind != TokenKind.Minus && kind != TokenKind.Integer && !TokenStream.IsKey(kind))
            {
                break;
            }

            end = _tokens.Peek(i).End;
        }

        while (_source[end - 1] == '-')
        {
            end--;
        }

        return end;
    }

    private ExpressionNode? ParseIndex(ExpressionNode target)
    {
        if (_tokens.Current.Kind == TokenKind.Star && _tokens.Peek(1).Kind == TokenKind.RightBracket)
        {
            _tokens.Skip(2);
            return Grown(new StarNode(target, _tokens.LastEnd));
        }

        ExpressionNode? from = null;
        if (_tokens.Current.Kind != TokenKind.Colon)
        {
            from = ParseExpression();
            if (from is null)
            {
                return null;
            }
        }

        if (_tokens.Current.Kind != TokenKind.Colon)
        {
            return _tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new IndexNode(target, from!, _tokens.LastEnd)) : null;
        }

        _tokens.Skip(1);
        ExpressionNode? to = null;
        if (_tokens.Current.Kind != TokenKind.RightBracket)
        {
            to = ParseExpression();
            if (to is null)
            {
                return null;
            }
        }

        return _tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new SliceNode(target, from, to, _tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseCall(NameNode function)
    {
        // What is called is a function, not a name.
        Names.RemoveAt(Names.Count - 1);
        var arguments = new List<ExpressionNode>();
        return ParseArguments(arguments) ? MakeCall(function.Name, arguments, function.Start) : null;
    }

    private bool ParseArguments(List<ExpressionNode> arguments)
    {
        _tokens.Skip(1);
        if (_tokens.Current.Kind == TokenKind.RightParenthesis)
        {
            _tokens.Skip(1);
            return true;
        }

        while (true)
        {
            var argument = ParseExpression();
            if (argument is null)
            {
                return false;
            }

            arguments.Add(argument);
            if (_tokens.Current.Kind != TokenKind.Comma)
            {
                return _tokens.Expect(TokenKind.RightParenthesis, "')'");
            }

            _tokens.Skip(1);
        }
    }

    private ExpressionNode? MakeCall(string name, List<ExpressionNode> arguments, int start)
    {
        var end = _tokens.LastEnd;
        ExpressionNode[] values = [.. arguments];
        var height = HeightOf(arguments);
        if (StatusFunctions.Find(name) is { } status)
        {
            UsesStatusFunction = true;
            name = status;
        }
        else if (name is "default" or "d" && arguments.Count is >= 1 and <= 3)
        {
            ForgetNames(values[0]);
            return Grown(new DefaultNode(values, start, end, height));
        }
        else if (name == "match" && values is [LiteralNode { Value.Kind: ExpressionValueKind.Text } pattern, var text])
        {
            if (Patterns.TryCompile(pattern.Value.Text, out var problem) is { } regex)
            {
                return Grown(new MatchNode(regex, text, start, end));
            }

            _tokens.Fail(ExpressionCodes.Pattern, problem, new Token(TokenKind.Text, pattern.Start, pattern.End));
            return null;
        }

        return Grown(new CallNode(name, values, start, end, height));
    }

    private ExpressionNode? ParsePrimary()
    {
        var token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                _tokens.Skip(1);
                Names.Add(token);
                return new NameNode(token.Start, token.End, _tokens.Text(token));
            case TokenKind.True or TokenKind.False:
                return Literal(ExpressionValue.Of(token.Kind == TokenKind.True));
            case TokenKind.Null:
                return Literal(ExpressionValue.Null);
            case TokenKind.Text:
                return Literal(ExpressionValue.Of(Tokenizer.Content(_source, token)));
            case TokenKind.Integer or TokenKind.Float:
                return ParseNumber(token);
            case TokenKind.LeftParenthesis:
                return ParseGroup(token);
            case TokenKind.LeftBracket:
                return ParseList(token);
            case TokenKind.LeftBrace:
                return ParseObject(token);
            default:
                _tokens.FailUnexpected();
                return null;
        }
    }

    private LiteralNode Literal(ExpressionValue value)
    {
        var token = _tokens.Take();
        return new LiteralNode(token.Start, token.End, value);
    }

    private LiteralNode? ParseNumber(Token token)
    {
        var digits = _source.AsSpan(token.Start, token.End - token.Start);
        if (token.Kind == TokenKind.Integer && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
        {
            return Literal(ExpressionValue.Of(integer));
        }

        if (token.Kind == TokenKind.Float
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            return Literal(ExpressionValue.Of(number));
        }

        _tokens.Fail(ExpressionCodes.NumberRange, "The number does not fit into 64 bits.", token);
        return null;
    }

    private ExpressionNode? ParseGroup(Token open)
    {
        _tokens.Skip(1);
        var inner = ParseExpression();
        if (inner is null || !_tokens.Expect(TokenKind.RightParenthesis, "')'"))
        {
            return null;
        }

        return Projection.IsProjected(inner) ? Grown(new GroupNode(inner, open.Start, _tokens.LastEnd)) : inner;
    }

    private ExpressionNode? ParseList(Token open)
    {
        _tokens.Skip(1);
        var items = new List<ExpressionNode>();
        while (_tokens.Current.Kind != TokenKind.RightBracket)
        {
            var item = ParseExpression();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
            if (_tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            _tokens.Skip(1);
        }

        return _tokens.Expect(TokenKind.RightBracket, "']'")
            ? Grown(new ListNode([.. items], open.Start, _tokens.LastEnd, HeightOf(items)))
            : null;
    }

    private ExpressionNode? ParseObject(Token open)
    {
        _tokens.Skip(1);
        var keys = new List<string>();
        var values = new List<ExpressionNode>();
        while (_tokens.Current.Kind != TokenKind.RightBrace)
        {
            if (_tokens.Current.Kind != TokenKind.Text && !TokenStream.IsKey(_tokens.Current.Kind))
            {
                _tokens.FailExpected("a key");
                return null;
            }

            var key = _tokens.Take();
            var value = _tokens.Expect(TokenKind.Colon, "':'") ? ParseExpression() : null;
            if (value is null)
            {
                return null;
            }

            keys.Add(key.Kind == TokenKind.Text ? Tokenizer.Content(_source, key) : _tokens.Text(key));
            values.Add(value);
            if (_tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            _tokens.Skip(1);
        }

        return _tokens.Expect(TokenKind.RightBrace, "'}'")
            ? Grown(new ObjectNode([.. keys], [.. values], open.Start, _tokens.LastEnd, HeightOf(values)))
            : null;
    }

    /// <summary>Names that may be missing, because something stands in for them, need not be known.</summary>
    private void ForgetNames(ExpressionNode node) => Names.RemoveAll(name => name.Start >= node.Start && name.End <= node.End);

    private static int HeightOf(List<ExpressionNode> children)
    {
        var height = 0;
        foreach (var child in children)
        {
            height = Math.Max(height, child.Height);
        }

        return height + 1;
    }

    private ExpressionNode? Grown(ExpressionNode node)
    {
        if (node.Height <= MaxHeight)
        {
            return node;
        }

        _tokens.Fail(ExpressionCodes.TooDeep, "The expression is too long a chain.", _tokens.Current);
        return null;
    }
}
