namespace WorkflowEngine.Runs;

/// <summary>A change of a run as observers see it. Per run, sequence numbers have no gap and no repetition.</summary>
public sealed record RunEvent
{
    /// <summary>The run; 0 until it is stored.</summary>
    public long RunId { get; init; }

    /// <summary>The number of the event within the run, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>What changed.</summary>
    public required RunEventKind Kind { get; init; }

    /// <summary>The status it changed to.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>The job's index; null for an event of the run.</summary>
    public int? Job { get; init; }

    /// <summary>The attempt of the job; null for an event of the run.</summary>
    public int? Attempt { get; init; }

    /// <summary>The step's index; null unless the event is about a step.</summary>
    public int? Step { get; init; }

    /// <summary>The name shown to people of what changed.</summary>
    public string? Label { get; init; }

    /// <summary>Why it changed; null when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>The type of the job that ended; null for anything else, and for jobs without a type.</summary>
    public string? JobType { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset At { get; init; }
}
