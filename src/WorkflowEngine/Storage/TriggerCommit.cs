namespace WorkflowEngine.Storage;

/// <summary>What one event made of all workflows, stored together or not at all.</summary>
public sealed record TriggerCommit
{
    /// <summary>
    /// The runs, one creation per scope. The first one is of the event's scope, may be without runs, and carries the key under which the
    /// event is known; it has none when rows that were due are fired.
    /// </summary>
    public required IReadOnlyList<RunCreation> Creations { get; init; }

    /// <summary>What must still be so; at most one per workflow, in the order of scope and workflow. Default: nothing.</summary>
    public IReadOnlyList<TriggerGuard> Guards { get; init; } = [];

    /// <summary>The rows that wait. Default: none.</summary>
    public IReadOnlyList<PendingChange> Pending { get; init; } = [];

    /// <summary>The history; a stored entry of the same event and workflow takes over the outcome, reason, run, due time and detail and
    /// keeps everything else. Default: none.</summary>
    public IReadOnlyList<TriggerHistoryChange> History { get; init; } = [];
}
