using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>One comparison that the job must pass.</summary>
public sealed record TriggerCondition
{
    /// <summary>The most parts a path may have.</summary>
    public const int MaxDepth = 16;

    /// <summary>
    /// The path to what is compared, its parts separated by dots: one of <c>id, type, status, experiment_id, name, progress, job_data</c>,
    /// and under <c>job_data</c> names of members and positions in lists.
    /// </summary>
    public required string Parameter { get; init; }

    /// <summary>How it is compared.</summary>
    public required ConditionOperator Operator { get; init; }

    /// <summary>What it is compared with; null for <see cref="ConditionOperator.Exists"/> and its opposite.</summary>
    public JsonElement? Value { get; init; }
}
