using WorkflowEngine.Definitions;

namespace WorkflowEngine.InMemory;

internal sealed record CatalogEntry(string Hash, WorkflowDefinition Definition);
