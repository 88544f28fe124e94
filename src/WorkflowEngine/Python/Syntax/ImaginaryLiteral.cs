using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ImaginaryLiteral(double value, SourceSpan span)
    : PythonExpression(span, 1)
{
    public double Value { get; } = value;
}
