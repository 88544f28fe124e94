using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Runs;

/// <summary>One execution of a workflow. Immutable: a change makes a new value.</summary>
public sealed record WorkflowRun
{
    /// <summary>The key of the run, given by the store, greater than those of all runs before and never given twice; 0 until it is stored.</summary>
    public long Id { get; init; }

    /// <summary>The number of the run within its scope, from 1 without gaps, given by the store and never given twice; 0 until it is stored.</summary>
    public long Number { get; init; }

    /// <summary>What the run belongs to.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The ref of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's name as shown to people when the run was made.</summary>
    public required string Label { get; init; }

    /// <summary>The hash of the plan: the jobs and steps that this run keeps whatever happens to the file.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The file the workflow was read from; null when the host made it.</summary>
    public WorkflowSource? Source { get; init; }

    /// <summary>The event that started the run.</summary>
    public required WorkflowEvent Event { get; init; }

    /// <summary>The inputs given at the start; null when none were.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>Where the run stands. Running from the first task that starts until the last job has ended.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Why it stands there; null when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>Whether somebody asked to cancel the run.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Whether the cancel also stops jobs that would clean up.</summary>
    public bool CancelForced { get; init; }

    /// <summary>The run that this one repeats; null for a first run.</summary>
    public long? RerunOf { get; init; }

    /// <summary>How many runs, one started by the other, led to this one. 0 for a run started from outside.</summary>
    public int TriggerDepth { get; init; }

    /// <summary>The concurrency group, unique within the scope; null for none.</summary>
    public string? ConcurrencyGroup { get; init; }

    /// <summary>Whether this run cancels an active one of its group.</summary>
    public bool CancelInProgress { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first task started; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last job ended; null before.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Counts the changes of the run, from 1. A change is saved only by a writer that knows the version before it.</summary>
    public long Version { get; init; }

    /// <summary>The sequence number of the run's latest <see cref="RunEvent"/>.</summary>
    public long LastEvent { get; init; }

    /// <summary>The title shown to people: the label and the number.</summary>
    public string Title => $"{Label} #{Number}";
}
