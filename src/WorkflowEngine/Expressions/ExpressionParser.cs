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

    private readonly string _source;
    private readonly List<Token> _tokens;
    private readonly string? _invalid;
    private readonly bool _readsHyphens;
    private readonly int _maxDepth;
    private int _next;
    private int _depth;

    private ExpressionParser(string source, List<Token> tokens, string? invalid, bool readsHyphens, int maxDepth) =>
        (_source, _tokens, _invalid, _readsHyphens, _maxDepth) = (source, tokens, invalid, readsHyphens, Math.Min(maxDepth, 200));

    /// <summary>The first mistake; null as long as there is none.</summary>
    public (string Code, string Message, int Start, int End)? Error { get; private set; }

    public bool UsesStatusFunction { get; private set; }

    /// <summary>Whether a key was read that minus signs could also divide: <c>needs.build-app.result</c>.</summary>
    public bool HasHyphenatedKeys { get; private set; }

    public ExpressionNode? Root { get; private set; }

    private Token Current => _tokens[_next];

    /// <summary>Reads a whole text, either taking <c>a.b-c</c> for one key or for a difference.</summary>
    public static ExpressionParser Parse(string source, bool readsHyphens, int maxDepth)
    {
        var tokenizer = new Tokenizer(source, 0);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(tokenizer.Next());
        }
        while (tokens[^1].Kind is not (TokenKind.End or TokenKind.Invalid));

        var parser = new ExpressionParser(source, tokens, tokenizer.Error, readsHyphens, maxDepth);
        var root = parser.ParseExpression();
        if (root is not null && parser.Current.Kind != TokenKind.End)
        {
            parser.FailUnexpected();
        }

        parser.Root = parser.Error is null ? root : null;
        return parser;
    }

    private ExpressionNode? ParseExpression()
    {
        if (!Enter())
        {
            return null;
        }

        var value = ParseOr();
        if (value is not null && IsWord("if"))
        {
            value = ParseConditional(value);
        }

        _depth--;
        return value;
    }

    private ExpressionNode? ParseConditional(ExpressionNode value)
    {
        _next++;
        var condition = ParseOr();
        if (condition is null || !IsWord("else"))
        {
            return condition is null ? null : Grown(new ConditionalNode(condition, value, null, condition.End));
        }

        _next++;
        var otherwise = ParseExpression();
        return otherwise is null ? null : Grown(new ConditionalNode(condition, value, otherwise, otherwise.End));
    }

    private ExpressionNode? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && Current.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            var givesOperand = Take().Kind == TokenKind.OrOr;
            var right = ParseAnd();
            left = right is null ? null : Grown(new LogicalNode(false, givesOperand, left, right));
        }

        return left;
    }

    private ExpressionNode? ParseAnd()
    {
        var left = ParseNot();
        while (left is not null && Current.Kind is TokenKind.And or TokenKind.AndAnd)
        {
            var givesOperand = Take().Kind == TokenKind.AndAnd;
            var right = ParseNot();
            left = right is null ? null : Grown(new LogicalNode(true, givesOperand, left, right));
        }

        return left;
    }

    private ExpressionNode? ParseNot()
    {
        if (Current.Kind != TokenKind.Not)
        {
            return ParseBinary(ComparisonLevel);
        }

        if (!Enter())
        {
            return null;
        }

        var start = Take().Start;
        var operand = ParseNot();
        _depth--;
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
            _next += @operator == BinaryOperator.NotIn ? 2 : 1;
            var right = ParseBinary(level + 1);
            left = right is null ? null : Grown(new BinaryNode(@operator, left, right));
        }

        return left;
    }

    private BinaryOperator? OperatorAt(int level) => (level, Current.Kind) switch
    {
        (1, TokenKind.Equal) => BinaryOperator.Equal,
        (1, TokenKind.NotEqual) => BinaryOperator.NotEqual,
        (1, TokenKind.Less) => BinaryOperator.Less,
        (1, TokenKind.LessOrEqual) => BinaryOperator.LessOrEqual,
        (1, TokenKind.Greater) => BinaryOperator.Greater,
        (1, TokenKind.GreaterOrEqual) => BinaryOperator.GreaterOrEqual,
        (1, TokenKind.In) => BinaryOperator.In,
        (1, TokenKind.Not) when _tokens[_next + 1].Kind == TokenKind.In => BinaryOperator.NotIn,
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
        if (Current.Kind is not (TokenKind.Minus or TokenKind.Bang))
        {
            var operand = ParsePostfix();
            return operand is not null && takesFilters ? ParseFilters(operand) : operand;
        }

        if (!Enter())
        {
            return null;
        }

        var sign = Take();
        var inner = ParseSigned(takesFilters: false);
        _depth--;
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
            if (Current.Kind == TokenKind.Pipe)
            {
                _next++;
                value = ParseFilter(value);
            }
            else if (IsWord("is"))
            {
                _next++;
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
        if (Current.Kind != TokenKind.Name)
        {
            FailExpected("the name of a filter");
            return null;
        }

        var name = Take();
        var arguments = new List<ExpressionNode> { operand };
        if (Current.Kind == TokenKind.LeftParenthesis && !ParseArguments(arguments))
        {
            return null;
        }

        return MakeCall(Text(name), arguments, operand.Start);
    }

    private ExpressionNode? ParseTest(ExpressionNode operand)
    {
        var isNegated = Current.Kind == TokenKind.Not;
        _next += isNegated ? 1 : 0;
        if (!IsKey(Current.Kind))
        {
            FailExpected("the name of a test");
            return null;
        }

        var name = Take();
        var text = Text(name);
        if (text is "defined" or "undefined")
        {
            return Grown(new DefinedNode(operand, isNegated != (text == "undefined"), name.End));
        }

        if (Tests.Find(text) is not { } test)
        {
            Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{text}'.", name);
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
            switch (Current.Kind)
            {
                case TokenKind.Dot:
                    _next++;
                    value = ParseMember(value);
                    break;
                case TokenKind.LeftBracket:
                    _next++;
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
        if (Current.Kind == TokenKind.Star)
        {
            return Grown(new StarNode(target, Take().End));
        }

        if (Current.Kind == TokenKind.Integer)
        {
            var index = ParseNumber(Current);
            return index is null ? null : Grown(new IndexNode(target, index, index.End));
        }

        if (!IsKey(Current.Kind))
        {
            FailExpected("a key");
            return null;
        }

        var name = Take();
        var end = _readsHyphens ? EndOfHyphenatedKey(name) : name.End;
        var isHyphenated = end > name.End;
        HasHyphenatedKeys |= isHyphenated;
        while (Current.Start < end)
        {
            _next++;
        }

        return Grown(new MemberNode(target, end, _source[name.Start..end], isHyphenated));
    }

    /// <summary>Where a key that may hold hyphens ends: <c>a-b</c> is one, <c>a - b</c> and <c>a-</c> are not.</summary>
    private int EndOfHyphenatedKey(Token name)
    {
        var end = name.End;
        for (var i = _next; _tokens[i].Start == end; i++)
        {
            var kind = _tokens[i].Kind;
            if (kind != TokenKind.Minus && kind != TokenKind.Integer && !IsKey(kind))
            {
                break;
            }

            end = _tokens[i].End;
        }

        while (_source[end - 1] == '-')
        {
            end--;
        }

        return end;
    }

    private ExpressionNode? ParseIndex(ExpressionNode target)
    {
        if (Current.Kind == TokenKind.Star && _tokens[_next + 1].Kind == TokenKind.RightBracket)
        {
            _next += 2;
            return Grown(new StarNode(target, _tokens[_next - 1].End));
        }

        ExpressionNode? from = null;
        if (Current.Kind != TokenKind.Colon)
        {
            from = ParseExpression();
            if (from is null)
            {
                return null;
            }
        }

        if (Current.Kind != TokenKind.Colon)
        {
            return Expect(TokenKind.RightBracket, "']'") ? Grown(new IndexNode(target, from!, _tokens[_next - 1].End)) : null;
        }

        _next++;
        ExpressionNode? to = null;
        if (Current.Kind != TokenKind.RightBracket)
        {
            to = ParseExpression();
            if (to is null)
            {
                return null;
            }
        }

        return Expect(TokenKind.RightBracket, "']'") ? Grown(new SliceNode(target, from, to, _tokens[_next - 1].End)) : null;
    }

    private ExpressionNode? ParseCall(NameNode function)
    {
        var arguments = new List<ExpressionNode>();
        return ParseArguments(arguments) ? MakeCall(function.Name, arguments, function.Start) : null;
    }

    private bool ParseArguments(List<ExpressionNode> arguments)
    {
        _next++;
        if (Current.Kind == TokenKind.RightParenthesis)
        {
            _next++;
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
            if (Current.Kind != TokenKind.Comma)
            {
                return Expect(TokenKind.RightParenthesis, "')'");
            }

            _next++;
        }
    }

    private ExpressionNode? MakeCall(string name, List<ExpressionNode> arguments, int start)
    {
        var end = _tokens[_next - 1].End;
        ExpressionNode[] values = [.. arguments];
        var height = HeightOf(arguments);
        if (StatusFunctions.Find(name) is { } status)
        {
            UsesStatusFunction = true;
            name = status;
        }
        else if (name is "default" or "d" && arguments.Count is >= 1 and <= 3)
        {
            return Grown(new DefaultNode(values, start, end, height));
        }
        else if (name == "match" && values is [LiteralNode { Value.Kind: ExpressionValueKind.Text } pattern, var text])
        {
            if (Patterns.TryCompile(pattern.Value.Text, out var problem) is { } regex)
            {
                return Grown(new MatchNode(regex, text, start, end));
            }

            Fail(ExpressionCodes.Pattern, problem, new Token(TokenKind.Text, pattern.Start, pattern.End));
            return null;
        }

        return Grown(new CallNode(name, values, start, end, height));
    }

    private ExpressionNode? ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                _next++;
                return new NameNode(token.Start, token.End, Text(token));
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
                FailUnexpected();
                return null;
        }
    }

    private LiteralNode Literal(ExpressionValue value)
    {
        var token = Take();
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

        Fail(ExpressionCodes.NumberRange, "The number does not fit into 64 bits.", token);
        return null;
    }

    private ExpressionNode? ParseGroup(Token open)
    {
        _next++;
        var inner = ParseExpression();
        if (inner is null || !Expect(TokenKind.RightParenthesis, "')'"))
        {
            return null;
        }

        return Projection.IsProjected(inner) ? Grown(new GroupNode(inner, open.Start, _tokens[_next - 1].End)) : inner;
    }

    private ExpressionNode? ParseList(Token open)
    {
        _next++;
        var items = new List<ExpressionNode>();
        while (Current.Kind != TokenKind.RightBracket)
        {
            var item = ParseExpression();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            _next++;
        }

        return Expect(TokenKind.RightBracket, "']'")
            ? Grown(new ListNode([.. items], open.Start, _tokens[_next - 1].End, HeightOf(items)))
            : null;
    }

    private ExpressionNode? ParseObject(Token open)
    {
        _next++;
        var keys = new List<string>();
        var values = new List<ExpressionNode>();
        while (Current.Kind != TokenKind.RightBrace)
        {
            if (Current.Kind != TokenKind.Text && !IsKey(Current.Kind))
            {
                FailExpected("a key");
                return null;
            }

            var key = Take();
            var value = Expect(TokenKind.Colon, "':'") ? ParseExpression() : null;
            if (value is null)
            {
                return null;
            }

            keys.Add(key.Kind == TokenKind.Text ? Tokenizer.Content(_source, key) : Text(key));
            values.Add(value);
            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            _next++;
        }

        return Expect(TokenKind.RightBrace, "'}'")
            ? Grown(new ObjectNode([.. keys], [.. values], open.Start, _tokens[_next - 1].End, HeightOf(values)))
            : null;
    }

    private static int HeightOf(List<ExpressionNode> children)
    {
        var height = 0;
        foreach (var child in children)
        {
            height = Math.Max(height, child.Height);
        }

        return height + 1;
    }

    /// <summary>Words that mean something elsewhere are ordinary keys after a dot, before a colon and after <c>is</c>.</summary>
    private static bool IsKey(TokenKind kind) => kind is TokenKind.Name or >= TokenKind.And;

    private bool IsWord(string word) =>
        Current.Kind == TokenKind.Name && _source.AsSpan(Current.Start, Current.End - Current.Start).SequenceEqual(word);

    private string Text(Token token) => _source[token.Start..token.End];

    private Token Take() => _tokens[_next++];

    private bool Enter()
    {
        if (++_depth <= _maxDepth)
        {
            return true;
        }

        Fail(ExpressionCodes.TooDeep, $"The expression is nested more than {_maxDepth} deep.", Current);
        return false;
    }

    private ExpressionNode? Grown(ExpressionNode node)
    {
        if (node.Height <= MaxHeight)
        {
            return node;
        }

        Fail(ExpressionCodes.TooDeep, "The expression is too long a chain.", Current);
        return null;
    }

    private bool Expect(TokenKind kind, string wanted)
    {
        if (Current.Kind == kind)
        {
            _next++;
            return true;
        }

        FailExpected(wanted);
        return false;
    }

    private void FailExpected(string wanted)
    {
        if (Current.Kind == TokenKind.Invalid)
        {
            FailUnexpected();
            return;
        }

        Fail(ExpressionCodes.Syntax, $"Expected {wanted} but found {Shown(Current)}.", Current);
    }

    private void FailUnexpected()
    {
        var message = Current.Kind switch
        {
            TokenKind.Invalid => _invalid!,
            TokenKind.End when _tokens.Count == 1 => "The expression is empty.",
            TokenKind.End => "The expression ends too early.",
            _ => $"Unexpected {Shown(Current)}.",
        };
        Fail(ExpressionCodes.Syntax, message, Current);
    }

    private string Shown(Token token) =>
        token.Kind == TokenKind.End ? "the end"
        : token.End - token.Start > 40 ? $"'{_source[token.Start..(token.Start + 40)]}...'"
        : $"'{Text(token)}'";

    private void Fail(string code, string message, Token token) => Error ??= (code, message, token.Start, token.End);
}
