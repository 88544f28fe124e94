using System.Text.Json;

namespace WorkflowEngine.Definitions;

/// <summary>A fan-out of a job over a list that is known when the run is planned.</summary>
/// <param name="Items">The items, one instance each; an empty list makes the job succeed at once.</param>
/// <param name="Variable">The environment variable that holds the item. Default: <c>ITEM</c>.</param>
public sealed record ForEachDefinition(IReadOnlyList<JsonElement> Items, string Variable = "ITEM");
