namespace WorkflowEngine.Parsing;

/// <summary>The nodes of a YAML file.</summary>
/// <param name="Root">The outermost node; null when the file has none.</param>
/// <param name="IsComplete">Whether the whole file was read; otherwise the tree ends where the text is broken.</param>
internal sealed record YamlTree(YamlNode? Root, bool IsComplete);
