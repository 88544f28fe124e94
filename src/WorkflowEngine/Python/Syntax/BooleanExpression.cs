using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class BooleanExpression(BooleanOperator @operator, ImmutableArray<PythonExpression> operands, SourceSpan span)
    : PythonExpression(span, HeightOf(operands) + 1)
{
    public BooleanOperator Operator { get; } = @operator;

    public ImmutableArray<PythonExpression> Operands { get; } = operands;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Operands, children);
    }
}
