using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>A worker's wish for tasks.</summary>
public sealed record ClaimRequest
{
    /// <summary>The name of the worker, unique among all processes.</summary>
    public required string Worker { get; init; }

    /// <summary>How many tasks at most; no more than can start at once.</summary>
    public required int Limit { get; init; }

    /// <summary>The labels the worker has. Default: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Only tasks of runs of these scopes; empty means all scopes. Default: empty.</summary>
    public IReadOnlyList<Scope> Scopes { get; init; } = [];

    /// <summary>The present instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When the leases end unless they are renewed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
