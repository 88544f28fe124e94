using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class NonlocalStatement(ImmutableArray<string> names, SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<string> Names { get; } = names;
}
