using System.Text.Json;

namespace WorkflowEngine.Dispatch;

/// <summary>A change of the configurations of one workflow.</summary>
/// <param name="Workflow">The ref of the workflow.</param>
/// <param name="Configs">A JSON array of configurations. Members that one leaves out keep what is stored, null takes them back to their default.</param>
/// <param name="IsPartial">Whether only some types are named and the others stay; otherwise each must be named once. Default: false.</param>
public sealed record TriggerUpdate(string Workflow, JsonElement Configs, bool IsPartial = false);
