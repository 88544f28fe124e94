using WorkflowEngine.Definitions;

namespace WorkflowEngine.Execution;

/// <summary>The parallel step that a step belongs to.</summary>
/// <param name="Step">The parallel step.</param>
/// <param name="Outer">The parallel step around that one; null when it stands in the job itself.</param>
internal sealed record StepGroup(StepDefinition Step, StepGroup? Outer);
