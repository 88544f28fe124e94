using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>A repository that the host has added.</summary>
/// <param name="Root">The root folder of its work tree, an absolute path.</param>
/// <param name="Scope">The scope of its workflows.</param>
internal sealed record RegisteredRepository(string Root, Scope Scope);
