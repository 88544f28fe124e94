using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class TupleExpression(ImmutableArray<PythonExpression> items, SourceSpan span)
    : PythonExpression(span, HeightOf(items) + 1)
{
    public ImmutableArray<PythonExpression> Items { get; } = items;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Items, children);
    }
}
