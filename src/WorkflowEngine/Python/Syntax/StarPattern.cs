using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// A null name is "*_".
internal sealed class StarPattern(string? name, SourceSpan span)
    : PythonPattern(span, 1)
{
    public string? Name { get; } = name;
}
