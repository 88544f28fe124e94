namespace WorkflowEngine.Expressions;

/// <summary>Finds <c>{{ }}</c> in texts; braces inside quotes and object literals of an expression do not end it.</summary>
internal static class Braces
{
    /// <summary>
    /// The part of a condition inside of braces around all of it, trimmed, or all of it when there are none;
    /// the start is negative when there are braces around some of it only.
    /// </summary>
    public static (int Start, int End) Inside(string source)
    {
        var trimmed = Trim(source, 0, source.Length);
        var text = source.AsSpan(trimmed.Start, trimmed.End - trimmed.Start);
        var opener = text.StartsWith("${{") ? 3 : text.StartsWith("{{") ? 2 : 0;
        if (opener == 0)
        {
            return text.Contains("${{", StringComparison.Ordinal) && OpensOutsideQuotes(source) ? (-1, -1) : trimmed;
        }

        var start = trimmed.Start + opener;
        var close = Close(source, start);
        if (close < 0)
        {
            // Let the parser say what is wrong inside when the braces are at least closed at the end.
            close = text.EndsWith("}}") ? trimmed.End - 2 : trimmed.End;
        }

        return close + 2 < trimmed.End ? (-1, -1) : Trim(source, start, close);
    }

    /// <summary>The offset of the <c>}}</c> that ends an expression which starts at an offset; negative when none does.</summary>
    public static int Close(string source, int start)
    {
        var tokenizer = new Tokenizer(source, start);
        var depth = 0;
        while (true)
        {
            var token = tokenizer.Next();
            switch (token.Kind)
            {
                case TokenKind.End or TokenKind.Invalid:
                    return -1;
                case TokenKind.LeftBrace:
                    depth++;
                    break;
                case TokenKind.RightBrace when depth > 0:
                    depth--;
                    break;
                case TokenKind.RightBrace when token.End < source.Length && source[token.End] == '}':
                    return token.Start;
            }
        }
    }

    /// <summary>Whether the first thing that is no token of an expression is a <c>${{</c>.</summary>
    private static bool OpensOutsideQuotes(string source)
    {
        var tokenizer = new Tokenizer(source, 0);
        Token token;
        do
        {
            token = tokenizer.Next();
        }
        while (token.Kind is not (TokenKind.End or TokenKind.Invalid));

        return source.AsSpan(token.Start).StartsWith("${{");
    }

    private static (int Start, int End) Trim(string source, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(source[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(source[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
