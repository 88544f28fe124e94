using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ConstantExpression(PythonConstant value, SourceSpan span)
    : PythonExpression(span, 1)
{
    public PythonConstant Value { get; } = value;
}
