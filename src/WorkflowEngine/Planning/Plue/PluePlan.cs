using WorkflowEngine.Definitions;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A plan as it was read from a document.</summary>
internal sealed record PluePlan(
    string Name, IReadOnlyList<TriggerDefinition> Triggers, string? Image, string? Dockerfile, IReadOnlyList<PluePlanStep> Steps);
