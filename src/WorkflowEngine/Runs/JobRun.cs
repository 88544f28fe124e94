namespace WorkflowEngine.Runs;

/// <summary>A job of a run. Immutable: a change makes a new value.</summary>
public sealed record JobRun
{
    /// <summary>The position of the job in the run's plan, from 0; the key of the job within its run.</summary>
    public required int Index { get; init; }

    /// <summary>The name that needs refer to; instances of a fan-out share it.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to people; for an instance of a fan-out <c>name[i]</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Where the job stands.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Why it stands there; null when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>The current attempt, from 1; 0 while the job was never ready.</summary>
    public int Attempt { get; init; }

    /// <summary>How many attempts failed and were followed by another one; retries are counted from it.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How many attempts ended because their worker was lost; they do not use up retries.</summary>
    public int LostAttempts { get; init; }

    /// <summary>The instant before which the current attempt does not start; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The outputs of the job as a JSON document; null for none.</summary>
    public string? Outputs { get; init; }

    /// <summary>The worker of the current or last attempt; null before the first.</summary>
    public string? Worker { get; init; }

    /// <summary>When the current attempt started; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the job ended; null before.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
}
