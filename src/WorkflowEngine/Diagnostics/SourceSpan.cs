namespace WorkflowEngine.Diagnostics;

/// <summary>A stretch of a text file, from its first character to the one after its last.</summary>
/// <param name="Start">The position of the first character.</param>
/// <param name="End">The position after the last character.</param>
public readonly record struct SourceSpan(SourcePosition Start, SourcePosition End)
{
    /// <summary>The span of something that was not read from a file.</summary>
    public static SourceSpan None => default;

    /// <summary>A span that marks one place.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public static SourceSpan At(int line, int column) => new(new(line, column), new(line, column));

    /// <summary>Whether the span names a real place of a file.</summary>
    public bool IsKnown => Start.Line > 0;
}
