using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Whether an event starts a workflow, and why or why not.</summary>
/// <param name="Workflow">The definition.</param>
/// <param name="IsMatch">Whether it starts.</param>
/// <param name="Reason">One sentence for people, such as <c>branch "dev" is not one of main</c>.</param>
public sealed record TriggerMatch(WorkflowDefinition Workflow, bool IsMatch, string Reason);
