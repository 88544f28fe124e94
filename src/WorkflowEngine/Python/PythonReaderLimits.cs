namespace WorkflowEngine.Python;

/// <summary>What a file of Python may cost; a file over a limit gets a diagnostic.</summary>
internal sealed record PythonReaderLimits
{
    public static PythonReaderLimits Default { get; } = new();

    /// <summary>Longest file, in bytes or characters. Default: 16 MiB.</summary>
    public int MaxLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>How deeply the parser may call itself within one expression. Default: 1,000.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>How many expressions may lie above each other, as in a chain of 3,000 additions. Default: 3,000.</summary>
    public int MaxHeight { get; init; } = 3000;

    /// <summary>How many errors are reported before the rest of the file is given up. Default: 20.</summary>
    public int MaxErrors { get; init; } = 20;
}
