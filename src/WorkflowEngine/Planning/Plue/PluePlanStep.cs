using System.Text.Json;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A step of a plan as it was read from a document.</summary>
internal sealed record PluePlanStep(string Id, string Name, PlueStepKind Kind, JsonElement Config, IReadOnlyList<string> DependsOn);
