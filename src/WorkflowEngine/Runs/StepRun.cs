namespace WorkflowEngine.Runs;

/// <summary>A step of one attempt of a job. Steps that have not started yet have no stored row.</summary>
public sealed record StepRun
{
    /// <summary>The job's index in the run.</summary>
    public required int Job { get; init; }

    /// <summary>The attempt of the job, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The position of the step in its job, from 0; children of a parallel step follow it.</summary>
    public required int Index { get; init; }

    /// <summary>The id of the step within its job.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string Label { get; init; }

    /// <summary>Where the step stands.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Why it stands there; null when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>The exit code of the program; null when there was none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the step gave, as a JSON document; null for nothing.</summary>
    public string? Output { get; init; }

    /// <summary>When it started; null when it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
}
