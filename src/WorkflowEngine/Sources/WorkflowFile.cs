namespace WorkflowEngine.Sources;

/// <summary>A file that may hold workflows.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path relative to the root, with forward slashes.</param>
internal readonly record struct WorkflowFile(string FullPath, string Name);
