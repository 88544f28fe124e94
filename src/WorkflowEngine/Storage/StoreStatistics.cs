using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>What a store holds at a moment.</summary>
public sealed record StoreStatistics
{
    /// <summary>The tables by name.</summary>
    public required IReadOnlyList<StoreTable> Tables { get; init; }

    /// <summary>How many bytes all of it takes; null when the store cannot say.</summary>
    public long? Bytes { get; init; }

    /// <summary>How many runs have each status; statuses that none has are left out.</summary>
    public required IReadOnlyDictionary<WorkflowStatus, long> Runs { get; init; }

    /// <summary>How many tasks wait, due or not.</summary>
    public required long WaitingTasks { get; init; }

    /// <summary>How many tasks a worker has.</summary>
    public required long RunningTasks { get; init; }

    /// <summary>When the oldest run was made that has a task which could be claimed now; null when there is none.</summary>
    public DateTimeOffset? OldestWaiting { get; init; }

    /// <summary>The last position of the feed; 0 when nothing was stored yet.</summary>
    public required long LastPosition { get; init; }

    /// <summary>The observers that have saved a position, by name.</summary>
    public required IReadOnlyList<ObserverLag> Observers { get; init; }
}
