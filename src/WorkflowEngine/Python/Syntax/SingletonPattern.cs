using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class SingletonPattern(PythonConstant value, SourceSpan span)
    : PythonPattern(span, 1)
{
    public PythonConstant Value { get; } = value;
}
