using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>What one workflow says about job completions, with what its triggers did so far. It outlives the definition.</summary>
public sealed record TriggerConfiguration
{
    /// <summary>The scope of the workflow.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The ref of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Counts the changes, from 1; what was decided on an older version is refused.</summary>
    public required long Version { get; init; }

    /// <summary>Whether jobs of other scopes may start the workflow.</summary>
    public required bool CrossesScopes { get; init; }

    /// <summary>The configurations, a JSON array.</summary>
    public required string Configs { get; init; }

    /// <summary>What limits count, a JSON object by type.</summary>
    public required string Usage { get; init; }

    /// <summary>When it was first stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the configurations were last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
