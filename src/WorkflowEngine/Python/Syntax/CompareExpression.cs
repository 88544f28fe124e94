using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class CompareExpression(
    PythonExpression left,
    ImmutableArray<CompareOperator> operators,
    ImmutableArray<PythonExpression> comparands,
    SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(left), HeightOf(comparands)) + 1)
{
    public PythonExpression Left { get; } = left;

    public ImmutableArray<CompareOperator> Operators { get; } = operators;

    public ImmutableArray<PythonExpression> Comparands { get; } = comparands;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Left, children);
        Collect(Comparands, children);
    }
}
