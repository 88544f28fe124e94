namespace WorkflowEngine.Storage.Specification;

/// <summary>A transaction as a host has it. Disposing it without a commit rolls it back.</summary>
public abstract class HostTransaction : IAsyncDisposable
{
    /// <summary>The transaction as the store takes it.</summary>
    public abstract StoreTransaction Transaction { get; }

    /// <summary>Commits.</summary>
    public abstract Task CommitAsync();

    /// <summary>Rolls back, unless it was committed, and closes the connection.</summary>
    public abstract ValueTask DisposeAsync();
}
