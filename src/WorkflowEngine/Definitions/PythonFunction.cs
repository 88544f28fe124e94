namespace WorkflowEngine.Definitions;

/// <summary>A function of a Python file that a step executes.</summary>
/// <param name="File">The file, relative to the repository root, with forward slashes.</param>
/// <param name="Name">The name of the function at the top level of the file.</param>
public sealed record PythonFunction(string File, string Name);
