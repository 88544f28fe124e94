using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>A start that waits for its time or for room; kept in the store, so that it survives every process.</summary>
public sealed record PendingTrigger
{
    /// <summary>The id, given by the store.</summary>
    public long Id { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public long Version { get; init; }

    /// <summary>The event whose history entry tells what becomes of the row.</summary>
    public required string EventId { get; init; }

    /// <summary>The scope of the workflow.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The ref of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The type of the trigger.</summary>
    public required string TriggerType { get; init; }

    /// <summary>Whether it waits for room, and not for its delay to end.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>Whether further events are folded into it.</summary>
    public bool TakesEvents { get; init; }

    /// <summary>When its first event came.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it is to be looked at.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How deep the run would be in its chain.</summary>
    public int Depth { get; init; }

    /// <summary>The event that the run is to be started with, an event document.</summary>
    public required string Event { get; init; }
}
