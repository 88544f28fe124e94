using System.Globalization;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions;

/// <summary>Reads what operators stand between: literals, names, calls, lists, objects and parentheses, with their keys and indexes.</summary>
internal sealed class OperandParser(string source, TokenStream tokens, bool readsHyphens, Func<ExpressionNode?> parseExpression)
{
    /// <summary>How high a tree may grow by long chains such as <c>a + b + c</c>, which nest only to the left.</summary>
    private const int MaxHeight = 1_000;

    public bool UsesStatusFunction { get; private set; }

    /// <summary>Whether a key was read that minus signs could also divide: <c>needs.build-app.result</c>.</summary>
    public bool HasHyphenatedKeys { get; private set; }

    /// <summary>The names that must be known for an evaluation to succeed, as tokens, each time they are read.</summary>
    public List<Token> Names { get; } = [];

    /// <summary>The functions that are called, with the number of their arguments, by their place.</summary>
    public List<(string Name, int Arguments, int Start, int End)> Calls { get; } = [];

    /// <summary>The keys that are read of a name: <c>task.build</c>.</summary>
    public List<(Token Name, string Key, int End)> Members { get; } = [];

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
        if (tokens.Current.Kind == TokenKind.Star)
        {
            return Grown(new StarNode(target, tokens.Take().End));
        }

        if (tokens.Current.Kind == TokenKind.Integer)
        {
            var index = ParseNumber(tokens.Current);
            return index is null ? null : Grown(new IndexNode(target, index, index.End));
        }

        if (!TokenStream.IsKey(tokens.Current.Kind))
        {
            tokens.FailExpected("a key");
            return null;
        }

        var name = tokens.Take();
        var end = readsHyphens ? EndOfHyphenatedKey(name) : name.End;
        var isHyphenated = end > name.End;
        HasHyphenatedKeys |= isHyphenated;
        while (tokens.Current.Start < end)
        {
            tokens.Skip(1);
        }

        if (target is NameNode && Names.Count > 0 && Names[^1].Start == target.Start)
        {
            Members.Add((Names[^1], source[name.Start..end], end));
        }

        return Grown(new MemberNode(target, end, source[name.Start..end], isHyphenated));
    }

    /// <summary>Where a key that may hold hyphens ends: <c>a-b</c> is one, <c>a - b</c> and <c>a-</c> are not.</summary>
    private int EndOfHyphenatedKey(Token name)
    {
        var end = name.End;
        for (var i = 0; tokens.Peek(i).Start == end; i++)
        {
            var kind = tokens.Peek(i).Kind;
            if (kind != TokenKind.Minus && kind != TokenKind.Integer && !TokenStream.IsKey(kind))
            {
                break;
            }

            end = tokens.Peek(i).End;
        }

        while (source[end - 1] == '-')
        {
            end--;
        }

        return end;
    }

    private ExpressionNode? ParseIndex(ExpressionNode target)
    {
        if (tokens.Current.Kind == TokenKind.Star && tokens.Peek(1).Kind == TokenKind.RightBracket)
        {
            tokens.Skip(2);
            return Grown(new StarNode(target, tokens.LastEnd));
        }

        ExpressionNode? from = null;
        if (tokens.Current.Kind != TokenKind.Colon)
        {
            from = parseExpression();
            if (from is null)
            {
                return null;
            }
        }

        if (tokens.Current.Kind != TokenKind.Colon)
        {
            return tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new IndexNode(target, from!, tokens.LastEnd)) : null;
        }

        tokens.Skip(1);
        ExpressionNode? to = null;
        if (tokens.Current.Kind != TokenKind.RightBracket)
        {
            to = parseExpression();
            if (to is null)
            {
                return null;
            }
        }

        return tokens.Expect(TokenKind.RightBracket, "']'") ? Grown(new SliceNode(target, from, to, tokens.LastEnd)) : null;
    }

    private ExpressionNode? ParseCall(NameNode function)
    {
        // What is called is a function, not a name.
        Names.RemoveAt(Names.Count - 1);
        var arguments = new CallArguments();
        return ParseArguments(arguments) ? MakeCall(function.Name, arguments, function.Start) : null;
    }

    public bool ParseArguments(CallArguments arguments)
    {
        tokens.Skip(1);
        if (tokens.Current.Kind == TokenKind.RightParenthesis)
        {
            tokens.Skip(1);
            return true;
        }

        while (true)
        {
            Token? name = tokens.Current.Kind == TokenKind.Name && tokens.Peek(1).Kind == TokenKind.Assign ? tokens.Take() : null;
            tokens.Skip(name is null ? 0 : 1);
            var argument = parseExpression();
            if (argument is null || !arguments.TryAdd(tokens, name, argument))
            {
                return false;
            }

            if (tokens.Current.Kind != TokenKind.Comma)
            {
                return tokens.Expect(TokenKind.RightParenthesis, "')'");
            }

            tokens.Skip(1);
        }
    }

    private ExpressionNode? ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Skip(1);
                Names.Add(token);
                return new NameNode(token.Start, token.End, tokens.Text(token));
            case TokenKind.True or TokenKind.False:
                return Literal(ExpressionValue.Of(token.Kind == TokenKind.True));
            case TokenKind.Null:
                return Literal(ExpressionValue.Null);
            case TokenKind.Text:
                return Literal(ExpressionValue.Of(Tokenizer.Content(source, token)));
            case TokenKind.Integer or TokenKind.Float:
                return ParseNumber(token);
            case TokenKind.LeftParenthesis:
                return ParseGroup(token);
            case TokenKind.LeftBracket:
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

    private LiteralNode? ParseNumber(Token token)
    {
        var digits = source.AsSpan(token.Start, token.End - token.Start);
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

        tokens.Fail(ExpressionCodes.NumberRange, "The number does not fit into 64 bits.", token);
        return null;
    }

    private ExpressionNode? ParseGroup(Token open)
    {
        tokens.Skip(1);
        var inner = parseExpression();
        if (inner is null || !tokens.Expect(TokenKind.RightParenthesis, "')'"))
        {
            return null;
        }

        return Projection.IsProjected(inner) ? Grown(new GroupNode(inner, open.Start, tokens.LastEnd)) : inner;
    }

    private ExpressionNode? ParseList(Token open)
    {
        tokens.Skip(1);
        var items = new List<ExpressionNode>();
        while (tokens.Current.Kind != TokenKind.RightBracket)
        {
            var item = parseExpression();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
            if (tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            tokens.Skip(1);
        }

        return tokens.Expect(TokenKind.RightBracket, "']'")
            ? Grown(new ListNode([.. items], open.Start, tokens.LastEnd, HeightOf(items)))
            : null;
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
            var value = tokens.Expect(TokenKind.Colon, "':'") ? parseExpression() : null;
            if (value is null)
            {
                return null;
            }

            keys.Add(key.Kind == TokenKind.Text ? Tokenizer.Content(source, key) : tokens.Text(key));
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

    public ExpressionNode? MakeCall(string name, CallArguments arguments, int start)
    {
        var end = tokens.LastEnd;
        if (!arguments.TryOrder(tokens, name))
        {
            return null;
        }

        ExpressionNode[] values = [.. arguments.Values];
        var height = HeightOf(arguments.Values);
        if (StatusFunctions.Find(name) is { } status)
        {
            UsesStatusFunction = true;
            name = status;
        }
        else if (name is "default" or "d" && values.Length is >= 1 and <= 3)
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

            tokens.Fail(ExpressionCodes.Pattern, problem, new Token(TokenKind.Text, pattern.Start, pattern.End));
            return null;
        }

        Calls.Add((name, values.Length, start, end));
        return Grown(new CallNode(name, values, start, end, height));
    }

    /// <summary>Names that may be missing, because something stands in for them, need not be known.</summary>
    public void ForgetNames(ExpressionNode node)
    {
        Names.RemoveAll(name => name.Start >= node.Start && name.End <= node.End);
        Members.RemoveAll(member => member.Name.Start >= node.Start && member.Name.End <= node.End);
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

    public ExpressionNode? Grown(ExpressionNode node)
    {
        if (node.Height <= MaxHeight)
        {
            return node;
        }

        tokens.Fail(ExpressionCodes.TooDeep, "The expression is too long a chain.", tokens.Current);
        return null;
    }
}
