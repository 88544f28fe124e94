namespace WorkflowEngine.Storage;

/// <summary>Which log lines to read.</summary>
/// <param name="RunId">The run.</param>
public sealed record LogQuery(long RunId)
{
    /// <summary>Only lines of this job; null for all jobs.</summary>
    public int? Job { get; init; }

    /// <summary>Only lines after this position. Default: 0, from the start.</summary>
    public long AfterPosition { get; init; }

    /// <summary>How many lines at most. Default: 1,000.</summary>
    public int Limit { get; init; } = 1000;
}
