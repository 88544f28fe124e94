namespace WorkflowEngine.Expressions.Templates;

/// <summary>What reading and rendering a template may cost; past a limit it is an error, never a slow answer.</summary>
internal sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <summary>The longest template, in UTF-16 units. Default: 1,048,576.</summary>
    public int MaxLength { get; init; } = 1024 * 1024;

    /// <summary>How deep statements may be nested in a template. Default: 50.</summary>
    public int MaxNesting { get; init; } = 50;

    /// <summary>How deep includes, macros, blocks and recursive loops may call each other. Default: 50.</summary>
    public int MaxDepth { get; init; } = 50;

    /// <summary>How often all loops may go round together. Default: 100,000.</summary>
    public int MaxIterations { get; init; } = 100_000;

    /// <summary>The longest rendered text, in UTF-16 units. Default: 1,048,576.</summary>
    public int MaxOutput { get; init; } = 1024 * 1024;

    /// <summary>How many steps rendering may take in all; it stands for the time, and is the same on every machine. Default: 5,000,000.</summary>
    public long MaxSteps { get; init; } = 5_000_000;
}
