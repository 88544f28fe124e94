namespace WorkflowEngine.Python.Evaluation;

/// <summary>What an evaluation may cost; the one that goes over a limit ends with a diagnostic.</summary>
internal sealed record PythonLimits
{
    public static PythonLimits Default { get; } = new();

    /// <summary>Steps of the program; work on large values counts by its size. Default: 3,000,000.</summary>
    public long Steps { get; init; } = 3_000_000;

    /// <summary>Calls inside each other. Default: 500.</summary>
    public int CallDepth { get; init; } = 500;

    /// <summary>Elements of one collection. Default: 500,000.</summary>
    public int CollectionSize { get; init; } = 500_000;

    /// <summary>Characters of one text. Default: 4,000,000.</summary>
    public int TextLength { get; init; } = 4_000_000;

    /// <summary>Bits of one integer. Default: 131,072.</summary>
    public int IntegerBits { get; init; } = 131_072;

    /// <summary>Estimated bytes of all values made, also of those no longer used. Default: 40,000,000.</summary>
    public long AllocatedBytes { get; init; } = 40_000_000;

    /// <summary>Characters of everything printed. Default: 1,000,000.</summary>
    public int OutputLength { get; init; } = 1_000_000;
}
