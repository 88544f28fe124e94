namespace WorkflowEngine.Expressions;

/// <summary>A word or sign of an expression; the offsets are UTF-16 units of the text it was read from.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End);
