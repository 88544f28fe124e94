namespace WorkflowEngine.Dispatch;

/// <summary>How often jobs of one type ended and what that made of workflows.</summary>
public sealed record TriggerStatistics
{
    /// <summary>The type of the trigger.</summary>
    public required string TriggerType { get; init; }

    /// <summary>How many decisions were made.</summary>
    public int Evaluated { get; init; }

    /// <summary>How many started a run.</summary>
    public int Queued { get; init; }

    /// <summary>How many wait for their delay to end.</summary>
    public int Delayed { get; init; }

    /// <summary>How many wait for room.</summary>
    public int Deferred { get; init; }

    /// <summary>How many started nothing.</summary>
    public int Skipped { get; init; }

    /// <summary>How many could not be started.</summary>
    public int Failed { get; init; }

    /// <summary>How many waited and were cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>How many were folded into a run that waited.</summary>
    public int Coalesced { get; init; }

    /// <summary>When the last run was started; null when none was.</summary>
    public DateTimeOffset? LastQueuedAt { get; init; }

    /// <summary>The job that started it; null when none did.</summary>
    public string? LastJobId { get; init; }

    /// <summary>Why nothing was started, and how often.</summary>
    public required IReadOnlyDictionary<string, int> SkipReasons { get; init; }
}
