using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Storage;

/// <summary>What one event made of one workflow. There is one entry per event and workflow; what waited has its outcome replaced once it is known.</summary>
public sealed record TriggerHistoryEntry
{
    /// <summary>The id, given by the store; later entries have greater ones.</summary>
    public long Id { get; init; }

    /// <summary>The event: the same for every delivery of it.</summary>
    public required string EventId { get; init; }

    /// <summary>The job that ended.</summary>
    public required string JobId { get; init; }

    /// <summary>Which attempt of it.</summary>
    public required int JobAttempt { get; init; }

    /// <summary>The type of the job.</summary>
    public required string JobType { get; init; }

    /// <summary>How it ended.</summary>
    public required CompletionStatus JobStatus { get; init; }

    /// <summary>The scope of the job; null when it has none.</summary>
    public Scope? Source { get; init; }

    /// <summary>The scope of the workflow.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The ref of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The type of the trigger.</summary>
    public required string TriggerType { get; init; }

    /// <summary>What became of it.</summary>
    public required StartOutcome Outcome { get; init; }

    /// <summary>Why, one of <see cref="StartReasons"/>; null when nothing stood against a start.</summary>
    public string? Reason { get; init; }

    /// <summary>The run that was started; null when none was.</summary>
    public long? RunId { get; init; }

    /// <summary>How deep the run is, or would have been, in its chain.</summary>
    public int Depth { get; init; }

    /// <summary>When it was evaluated.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it is to start, if it waits or did.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>More on the reason, for people.</summary>
    public string? Detail { get; init; }
}
