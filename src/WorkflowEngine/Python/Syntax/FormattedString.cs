using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class FormattedString(ImmutableArray<PythonExpression> parts, SourceSpan span)
    : PythonExpression(span, HeightOf(parts) + 1)
{
    public ImmutableArray<PythonExpression> Parts { get; } = parts;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Parts, children);
    }
}
