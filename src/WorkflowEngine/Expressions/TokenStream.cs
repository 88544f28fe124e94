using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>The tokens of an expression as its parser walks over them, and the first mistake it meets.</summary>
internal sealed class TokenStream
{
    private readonly List<Token> _tokens = [];
    private readonly string _source;
    private readonly string? _invalid;
    private readonly int _maxDepth;
    private int _next;
    private int _depth;

    public TokenStream(string source, int maxDepth, bool isStatement = false)
    {
        (_source, _maxDepth) = (source, Math.Min(maxDepth, 200));
        var tokenizer = new Tokenizer(source, 0, isStatement);
        do
        {
            _tokens.Add(tokenizer.Next());
        }
        while (_tokens[^1].Kind is not (TokenKind.End or TokenKind.Invalid));
        _invalid = tokenizer.Error;
    }

    /// <summary>The first mistake; null as long as there is none.</summary>
    public (string Code, string Message, int Start, int End)? Error { get; private set; }

    public Token Current => _tokens[_next];

    /// <summary>Where the token before the current one ends.</summary>
    public int LastEnd => _tokens[_next - 1].End;

    /// <summary>A token further on; the last one stands for all after it.</summary>
    public Token Peek(int distance) => _tokens[Math.Min(_next + distance, _tokens.Count - 1)];

    public void Skip(int count) => _next += count;

    public void Leave() => _depth--;

    /// <summary>Words that mean something elsewhere are ordinary keys after a dot, before a colon and after <c>is</c>.</summary>
    public static bool IsKey(TokenKind kind) => kind is TokenKind.Name or >= TokenKind.And;

    public bool IsWord(string word) =>
        Current.Kind == TokenKind.Name && _source.AsSpan(Current.Start, Current.End - Current.Start).SequenceEqual(word);

    public string Text(Token token) => _source[token.Start..token.End];

    public Token Take() => _tokens[_next++];

    public bool Enter()
    {
        if (++_depth <= _maxDepth)
        {
            return true;
        }

        Fail(ExpressionCodes.TooDeep, $"The expression is nested more than {_maxDepth} deep.", Current);
        return false;
    }

    public bool Expect(TokenKind kind, string wanted)
    {
        if (Current.Kind == kind)
        {
            _next++;
            return true;
        }

        FailExpected(wanted);
        return false;
    }

    public void FailExpected(string wanted)
    {
        if (Current.Kind == TokenKind.Invalid)
        {
            FailUnexpected();
            return;
        }

        Fail(ExpressionCodes.Syntax, $"Expected {wanted} but found {Shown(Current)}.", Current);
    }

    public void FailUnexpected()
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

    public void Fail(string code, string message, Token token) => Error ??= (code, message, token.Start, token.End);
}
