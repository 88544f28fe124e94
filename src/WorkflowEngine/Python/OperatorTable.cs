using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

/// <summary>How tightly the operators bind; 0 is no operator.</summary>
internal static class OperatorTable
{
    public const int Or = 1;
    public const int And = 2;
    public const int Not = 3;
    public const int Comparison = 4;
    public const int BitOr = 5;

    private static readonly byte[] Precedences = CreatePrecedences();
    private static readonly bool[] ExpressionStarts = CreateExpressionStarts();

    public static int PrecedenceOf(TokenKind kind) => Precedences[(int)kind];

    /// <summary>Whether the token can only begin an expression, so that after another one something is missing.</summary>
    public static bool StartsExpression(TokenKind kind) => ExpressionStarts[(int)kind];

    public static BinaryOperator Binary(TokenKind kind) => kind switch
    {
        TokenKind.Plus or TokenKind.PlusAssign => BinaryOperator.Add,
        TokenKind.Minus or TokenKind.MinusAssign => BinaryOperator.Subtract,
        TokenKind.Star or TokenKind.StarAssign => BinaryOperator.Multiply,
        TokenKind.At or TokenKind.AtAssign => BinaryOperator.MatrixMultiply,
        TokenKind.Slash or TokenKind.SlashAssign => BinaryOperator.Divide,
        TokenKind.DoubleSlash or TokenKind.DoubleSlashAssign => BinaryOperator.FloorDivide,
        TokenKind.Percent or TokenKind.PercentAssign => BinaryOperator.Modulo,
        TokenKind.DoubleStar or TokenKind.DoubleStarAssign => BinaryOperator.Power,
        TokenKind.LeftShift or TokenKind.LeftShiftAssign => BinaryOperator.LeftShift,
        TokenKind.RightShift or TokenKind.RightShiftAssign => BinaryOperator.RightShift,
        TokenKind.Bar or TokenKind.BarAssign => BinaryOperator.BitOr,
        TokenKind.Caret or TokenKind.CaretAssign => BinaryOperator.BitXor,
        _ => BinaryOperator.BitAnd,
    };

    public static bool IsAugmentedAssign(TokenKind kind) => kind is >= TokenKind.PlusAssign and <= TokenKind.AmpersandAssign;

    private static byte[] CreatePrecedences()
    {
        var table = new byte[256];
        table[(int)TokenKind.Or] = Or;
        table[(int)TokenKind.And] = And;
        ReadOnlySpan<TokenKind> comparisons =
        [
            TokenKind.Equal, TokenKind.NotEqual, TokenKind.Less, TokenKind.LessOrEqual, TokenKind.Greater,
            TokenKind.GreaterOrEqual, TokenKind.In, TokenKind.Is, TokenKind.Not,
        ];
        foreach (var kind in comparisons)
        {
            table[(int)kind] = Comparison;
        }

        table[(int)TokenKind.Bar] = BitOr;
        table[(int)TokenKind.Caret] = BitOr + 1;
        table[(int)TokenKind.Ampersand] = BitOr + 2;
        table[(int)TokenKind.LeftShift] = table[(int)TokenKind.RightShift] = BitOr + 3;
        table[(int)TokenKind.Plus] = table[(int)TokenKind.Minus] = BitOr + 4;
        ReadOnlySpan<TokenKind> products =
            [TokenKind.Star, TokenKind.Slash, TokenKind.DoubleSlash, TokenKind.Percent, TokenKind.At];
        foreach (var kind in products)
        {
            table[(int)kind] = BitOr + 5;
        }

        return table;
    }

    private static bool[] CreateExpressionStarts()
    {
        var table = new bool[256];
        ReadOnlySpan<TokenKind> starts =
        [
            TokenKind.Name, TokenKind.Integer, TokenKind.Float, TokenKind.Imaginary, TokenKind.String, TokenKind.FStringStart,
            TokenKind.LeftBrace, TokenKind.Ellipsis, TokenKind.Tilde, TokenKind.Lambda, TokenKind.Await, TokenKind.None,
            TokenKind.True, TokenKind.False, TokenKind.Not,
        ];
        foreach (var kind in starts)
        {
            table[(int)kind] = true;
        }

        return table;
    }
}
