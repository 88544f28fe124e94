using System.Numerics;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class IntegerLiteral(BigInteger value, SourceSpan span)
    : PythonExpression(span, 1)
{
    public BigInteger Value { get; } = value;
}
