using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>A workflow of the catalogue.</summary>
/// <param name="Definition">What its author wrote.</param>
/// <param name="Revision">The number of that content.</param>
/// <param name="IsEnabled">Whether it may be started.</param>
public sealed record CatalogItem(WorkflowDefinition Definition, int Revision, bool IsEnabled);
