namespace WorkflowEngine.Runs;

/// <summary>One attempt of a job as it is handed to a worker.</summary>
public sealed record TaskRun
{
    /// <summary>The job's index in the run.</summary>
    public required int Job { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Waiting, Running or a final status. A worker's claim alone makes it Running.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>The instant before which it is not claimed; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Labels the worker must have. Default: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The concurrency group of the job within the scope; null for none.</summary>
    public string? ConcurrencyGroup { get; init; }

    /// <summary>Whether the worker that has it is asked to stop.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Why it ended; null while it has not or when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>
    /// Whether saving this row also closes the stored steps of the attempt that are still Running: they get the status, reason and
    /// end of the task. An order to the store, not kept. Default: false.
    /// </summary>
    public bool CloseSteps { get; init; }
}
