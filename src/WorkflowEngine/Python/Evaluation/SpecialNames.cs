using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The methods by which classes define operators, and how operators are written.</summary>
internal static class SpecialNames
{
    private static readonly string[] Methods =
        ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "or", "xor", "and"];

    private static readonly string[] Texts = ["+", "-", "*", "@", "/", "//", "%", "** or pow()", "<<", ">>", "|", "^", "&"];

    private static readonly string[] InPlaceTexts = ["+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "|=", "^=", "&="];

    private static readonly HashSet<string> Readable = new(StringComparer.Ordinal) { "__name__", "__qualname__", "__doc__", "__members__", "__init__", "__post_init__" };

    public static string Of(BinaryOperator op, string prefix) => $"__{prefix}{Methods[(int)op]}__";

    public static string Of(CompareOperator op) => op switch
    {
        CompareOperator.Equal => "__eq__",
        CompareOperator.NotEqual => "__ne__",
        CompareOperator.Less => "__lt__",
        CompareOperator.LessOrEqual => "__le__",
        CompareOperator.Greater => "__gt__",
        _ => "__ge__",
    };

    public static string Text(BinaryOperator op, bool inPlace) => (inPlace ? InPlaceTexts : Texts)[(int)op];

    public static string Text(CompareOperator op) => op switch
    {
        CompareOperator.Less => "<",
        CompareOperator.LessOrEqual => "<=",
        CompareOperator.Greater => ">",
        _ => ">=",
    };

    /// <summary>Whether the program may not use the name as an attribute.</summary>
    public static bool IsPrivate(string name) => name.StartsWith('_') && !Readable.Contains(name);
}
