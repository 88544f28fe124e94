using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class FloatLiteral(double value, SourceSpan span)
    : PythonExpression(span, 1)
{
    public double Value { get; } = value;
}
