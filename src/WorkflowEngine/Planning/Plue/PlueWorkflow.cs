using WorkflowEngine.Definitions;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A workflow of a Python file with its plan for one event.</summary>
/// <param name="Definition">The definition, with the jobs of the plan.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Image">The image its steps are meant to run in; null when none is named.</param>
/// <param name="Dockerfile">The file that image is built from; null when none is named.</param>
internal sealed record PlueWorkflow(WorkflowDefinition Definition, BodyPlan Plan, string? Image, string? Dockerfile);
