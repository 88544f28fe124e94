using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class OrPattern(ImmutableArray<PythonPattern> patterns, SourceSpan span)
    : PythonPattern(span, HeightOf(patterns) + 1)
{
    public ImmutableArray<PythonPattern> Patterns { get; } = patterns;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Patterns, children);
    }
}
