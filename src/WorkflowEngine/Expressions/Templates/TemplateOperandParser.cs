using System.Globalization;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>Reads what an expression of a tag begins with: names, literals, and lists and objects of further expressions.</summary>
internal sealed class TemplateOperandParser(string text, TokenStream tokens)
{
    private const int MaxHeight = 500;

    public ExpressionNode? Parse(TemplateExpressionParser expressions)
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
                return ParseList(token, expressions);
            case TokenKind.LeftBrace:
                return ParseObject(token, expressions);
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

    /// <summary>Reads a number; a mistake when it does not fit.</summary>
    public LiteralNode? ParseNumber(Token token)
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
    private ExpressionNode? ParseList(Token open, TemplateExpressionParser expressions)
    {
        var (close, shown) = open.Kind == TokenKind.LeftBracket ? (TokenKind.RightBracket, "']'") : (TokenKind.RightParenthesis, "')'");
        tokens.Skip(1);
        var items = new List<ExpressionNode>();
        var hasComma = false;
        while (tokens.Current.Kind != close)
        {
            if (expressions.Parse() is not { } item)
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

    private ExpressionNode? ParseObject(Token open, TemplateExpressionParser expressions)
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
            if (!tokens.Expect(TokenKind.Colon, "':'") || expressions.Parse() is not { } value)
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

    /// <summary>The node, or a mistake when it is too deep to be walked.</summary>
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
