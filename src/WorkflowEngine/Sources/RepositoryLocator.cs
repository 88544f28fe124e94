using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>Finds the repository of a scope that was not registered at start; null when it is not known here.</summary>
internal delegate string? RepositoryLocator(Scope scope);
