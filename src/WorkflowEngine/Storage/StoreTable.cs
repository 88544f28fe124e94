namespace WorkflowEngine.Storage;

/// <summary>How much a table holds.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">How many rows; where the store keeps an estimate, that.</param>
public sealed record StoreTable(string Name, long Rows)
{
    /// <summary>How many bytes it takes with its indexes; null when the store cannot say.</summary>
    public long? Bytes { get; init; }

    /// <summary>How many rows are dead and not yet cleaned up; null when the store has no such rows.</summary>
    public long? DeadRows { get; init; }
}
