namespace WorkflowEngine.Python;

/// <summary>How an error of the tokenizer relates to one that the parser finds earlier in the file.</summary>
internal enum TokenizerErrorKind
{
    None,

    /// <summary>Wins over any error of the grammar: the text cannot be cut into tokens.</summary>
    Lexical,

    /// <summary>Counts only where the parser reaches it.</summary>
    Layout,

    /// <summary>A bracket is open at the end; wins when it was opened on a line before the grammar error.</summary>
    UnclosedBracket,
}
