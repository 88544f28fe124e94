using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class NameExpression(string name, SourceSpan span)
    : PythonExpression(span, 1)
{
    public string Name { get; } = name;
}
