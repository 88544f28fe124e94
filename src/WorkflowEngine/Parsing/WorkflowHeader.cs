using WorkflowEngine.Definitions;

namespace WorkflowEngine.Parsing;

/// <summary>What the decorator of a workflow function says.</summary>
/// <param name="Definition">The definition, without scope, source and jobs.</param>
/// <param name="Timeout">How long the job may take; null for the engine's default.</param>
/// <param name="Image">The image its steps are meant to run in; null when none is named.</param>
/// <param name="Dockerfile">The file that image is built from; null when none is named.</param>
internal sealed record WorkflowHeader(WorkflowDefinition Definition, TimeSpan? Timeout, string? Image, string? Dockerfile);
