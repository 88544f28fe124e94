using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>What was decided on one workflow, and what on.</summary>
/// <param name="Listener">The workflow's configurations.</param>
/// <param name="Definition">Its definition; null when there is none.</param>
/// <param name="Decision">The decision.</param>
/// <param name="State">What the store knew of it; null when the decision does not depend on that.</param>
internal sealed record ListenerDecision(TriggerListener Listener, WorkflowDefinition? Definition, StartDecision Decision, TriggerState? State);
