using WorkflowEngine.Expressions;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Tests.Support;

/// <summary>Writes trees and tokens of expressions as JSON, to compare them.</summary>
internal static class ExpressionTree
{
    public static string Write(ExpressionNode node) => ToValue(node).ToText();

    /// <summary>The tokens with their spans; null when the text has something that is no token.</summary>
    public static string? Tokens(string source)
    {
        var tokenizer = new Tokenizer(source, 0);
        var tokens = new List<ExpressionValue>();
        Token token;
        do
        {
            token = tokenizer.Next();
            if (token.Kind == TokenKind.Invalid)
            {
                return null;
            }

            tokens.Add(ExpressionValue.Of(new Dictionary<string, ExpressionValue>
            {
                ["span"] = List(ExpressionValue.Of(token.Start), ExpressionValue.Of(token.End)),
                ["tok"] = Describe(source, token),
            }));
        }
        while (token.Kind != TokenKind.End);

        return ExpressionValue.Of(tokens).ToText();
    }

    private static ExpressionValue Describe(string source, Token token)
    {
        var text = source[token.Start..token.End];
        return token.Kind switch
        {
            TokenKind.Name => List(Text("ident"), Text(text)),
            TokenKind.Text => List(Text("string"), Text(Tokenizer.Content(source, token))),
            TokenKind.Integer or TokenKind.Float =>
                List(Text(token.Kind == TokenKind.Integer ? "int" : "float"), ((LiteralNode)ExpressionParser.Parse(text, false, 10).Root!).Value),
            TokenKind.End => List(Text("Eof")),
            TokenKind.LeftParenthesis => List(Text("LParen")),
            TokenKind.RightParenthesis => List(Text("RParen")),
            TokenKind.LeftBracket => List(Text("LBracket")),
            TokenKind.RightBracket => List(Text("RBracket")),
            _ => List(Text(token.Kind.ToString())),
        };
    }

    private static ExpressionValue ToValue(ExpressionNode node) => node switch
    {
        LiteralNode literal => List(Text("lit"), literal.Value),
        NameNode name => List(Text("var"), Text(name.Name)),
        MemberNode member => List(Text("dot"), ToValue(member.Target), Text(member.Name)),
        IndexNode index => List(Text("index"), ToValue(index.Target), ToValue(index.Index)),
        CallNode call => List([Text("call"), Text(call.Name), .. call.Arguments.Select(ToValue)]),
        ListNode list => List([Text("array"), .. list.Items.Select(ToValue)]),
        NegationNode negation => List(Text("not"), ToValue(negation.Operand)),
        MinusNode minus => List(Text("neg"), ToValue(minus.Operand)),
        LogicalNode logical => List(Text(logical.IsAnd ? "and" : "or"), ToValue(logical.Left), ToValue(logical.Right)),
        BinaryNode binary => List(Text(Sign(binary.Operator)), ToValue(binary.Left), ToValue(binary.Right)),
        _ => Text(node.GetType().Name),
    };

    private static string Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Concatenate => "~",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        _ => "not in",
    };

    private static ExpressionValue Text(string text) => ExpressionValue.Of(text);

    private static ExpressionValue List(params ExpressionValue[] items) => ExpressionValue.Of(items);
}
