namespace WorkflowEngine.Parsing;

/// <summary>What a definition may hold at most, whoever wrote it.</summary>
internal static class DefinitionLimits
{
    public const int NameLength = 255;
    public const int Jobs = 1_000;
    public const int StepsPerJob = 1_000;
    public const int JobsPerRun = 10_000;
    public const int Inputs = 100;
    public const int Retries = 100;
    public const int Priority = 1_000_000;

    public static TimeSpan Timeout { get; } = TimeSpan.FromDays(30);

    /// <summary>A jitter over a day would carry occurrences past the ones that come after them.</summary>
    public static TimeSpan Jitter { get; } = TimeSpan.FromDays(1);

    public static TimeSpan RetryDelay { get; } = TimeSpan.FromDays(7);
}
