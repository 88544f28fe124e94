using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A workflow that an event may start.</summary>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Workflow">Its ref.</param>
/// <param name="IsLive">Whether there is such a workflow, without errors.</param>
/// <param name="AllowSelf">Whether its own runs may start it.</param>
/// <param name="Trigger">What it says about the type of the job; null when the type has no blueprint.</param>
internal sealed record TriggerCandidate(Scope Scope, string Workflow, bool IsLive, bool AllowSelf, CompiledTrigger? Trigger);
