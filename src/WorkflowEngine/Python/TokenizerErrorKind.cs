namespace WorkflowEngine.Python;

/// <summary>How an error of the tokenizer relates to one that the parser finds earlier in the file.</summary>
internal enum TokenizerErrorKind
{
    None,

    /// <summary>Wins over any error of the grammar: the text cannot be cut into tokens.</summary>
    Lexical,

    /// <summary>Counts only where the parser reaches it: it is about the layout, an open bracket, or inside of an f-string.</summary>
    Layout,
}
