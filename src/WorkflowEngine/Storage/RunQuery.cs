using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>Which runs to list; newest first.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this scope; null for all.</summary>
    public Scope? Scope { get; init; }

    /// <summary>Only runs of this workflow ref; null for all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only runs with one of these statuses. Default: any.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Only runs of this concurrency group; null for all.</summary>
    public string? ConcurrencyGroup { get; init; }

    /// <summary>Only runs with a smaller id, to page backwards; null to start at the newest.</summary>
    public long? BeforeId { get; init; }

    /// <summary>How many at most. Default: 50.</summary>
    public int Limit { get; init; } = 50;
}
