using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Storage;

/// <summary>Which history to read; newest first.</summary>
public sealed record TriggerHistoryQuery
{
    /// <summary>Only workflows of this scope; null for all.</summary>
    public Scope? Scope { get; init; }

    /// <summary>Only this workflow ref; null for all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only this event; null for all.</summary>
    public string? EventId { get; init; }

    /// <summary>Only events of this job; null for all.</summary>
    public string? JobId { get; init; }

    /// <summary>Only this type; null for all.</summary>
    public string? TriggerType { get; init; }

    /// <summary>Only this outcome; null for all.</summary>
    public StartOutcome? Outcome { get; init; }

    /// <summary>Only entries from then on; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only entries with a smaller id, to page backwards; null to start at the newest.</summary>
    public long? BeforeId { get; init; }

    /// <summary>How many at most. Default: 50.</summary>
    public int Limit { get; init; } = 50;
}
