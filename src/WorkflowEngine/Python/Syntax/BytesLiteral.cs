using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class BytesLiteral(ImmutableArray<byte> value, SourceSpan span)
    : PythonExpression(span, 1)
{
    public ImmutableArray<byte> Value { get; } = value;
}
