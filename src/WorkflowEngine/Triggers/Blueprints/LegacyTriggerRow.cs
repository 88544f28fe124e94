using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A row of the first older form: one per scope and type, with the workflows it starts in its document.</summary>
/// <param name="TriggerType">The type.</param>
/// <param name="Scope">The scope, as text.</param>
/// <param name="IsEnabled">Whether the row counted.</param>
/// <param name="Config">The document, decoded or as text: <c>{"workflow_ids": [..]}</c>.</param>
public sealed record LegacyTriggerRow(string TriggerType, string Scope, bool IsEnabled, JsonElement? Config);
