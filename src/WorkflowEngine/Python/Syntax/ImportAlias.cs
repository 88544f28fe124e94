using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ImportAlias(string name, string? asName, SourceSpan span)
    : PythonNode(span, 1)
{
    public string Name { get; } = name;

    public string? AsName { get; } = asName;
}
