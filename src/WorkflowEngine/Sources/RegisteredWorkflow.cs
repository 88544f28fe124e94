using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>A workflow that the host has added as records.</summary>
internal sealed record RegisteredWorkflow(WorkflowDefinition Definition);
