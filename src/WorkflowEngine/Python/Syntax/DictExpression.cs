using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// A null key is a "**" unpacking of the value beside it.
internal sealed class DictExpression(ImmutableArray<PythonExpression?> keys, ImmutableArray<PythonExpression> values, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(keys), HeightOf(values)) + 1)
{
    public ImmutableArray<PythonExpression?> Keys { get; } = keys;

    public ImmutableArray<PythonExpression> Values { get; } = values;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Keys, children);
        Collect(Values, children);
    }
}
