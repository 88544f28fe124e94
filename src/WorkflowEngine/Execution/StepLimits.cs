namespace WorkflowEngine.Execution;

/// <summary>Settings of the host that bound what steps may take.</summary>
internal sealed record StepLimits
{
    public static StepLimits Default { get; } = new();

    /// <summary>How much of a program's output, and of what a step gives back, is kept; in characters.</summary>
    public const int MaxOutputLength = 64 * 1024;

    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    public int MaxLogLineLength { get; init; } = 8192;

    public int MaxStepLogLength { get; init; } = 16 * 1024 * 1024;
}
