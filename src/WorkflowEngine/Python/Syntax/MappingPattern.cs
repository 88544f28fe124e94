using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class MappingPattern(
    ImmutableArray<PythonExpression> keys,
    ImmutableArray<PythonPattern> patterns,
    string? rest,
    SourceSpan span)
    : PythonPattern(span, Math.Max(HeightOf(keys), HeightOf(patterns)) + 1)
{
    public ImmutableArray<PythonExpression> Keys { get; } = keys;

    public ImmutableArray<PythonPattern> Patterns { get; } = patterns;

    public string? Rest { get; } = rest;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Keys, children);
        Collect(Patterns, children);
    }
}
