using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>The jobs that a run executes, fixed when the run is made and shared by all runs with the same content.</summary>
public sealed record RunPlan
{
    /// <summary>SHA-256 of the plan's stored document, 64 lower-case hexadecimal digits; the key of the plan.</summary>
    public required string Hash { get; init; }

    /// <summary>The jobs; a job's position is its index in every run of the plan.</summary>
    public required IReadOnlyList<PlannedJob> Jobs { get; init; }

    /// <summary>Why there is no plan: the workflow's program failed for this event; null when there is one.</summary>
    public StatusReason? Failure { get; init; }

    /// <summary>What the workflow's program printed while it planned; null for nothing.</summary>
    public string? Log { get; init; }

    /// <summary>Environment variables of every step. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Strings;
}
