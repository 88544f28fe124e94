namespace WorkflowEngine.Python;

/// <summary>Where the tokenizer stands inside of one f-string.</summary>
internal struct FStringMode
{
    public char Quote;
    public int QuoteSize;
    public bool IsRaw;

    /// <summary>Whether the literal text is being read, and not the expression of a field.</summary>
    public bool InText;

    public bool InFormat;

    /// <summary>How many brackets are open since the f-string began.</summary>
    public int BracketDepth;

    /// <summary>How many fields are open, less one.</summary>
    public int FieldDepth;

    public int Line;
    public int Column;
}
