using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class DictComprehension(
    PythonExpression key,
    PythonExpression value,
    ImmutableArray<ComprehensionClause> clauses,
    SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(key), Math.Max(HeightOf(value), HeightOf(clauses))) + 1)
{
    public PythonExpression Key { get; } = key;

    public PythonExpression Value { get; } = value;

    public ImmutableArray<ComprehensionClause> Clauses { get; } = clauses;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Key, children);
        Collect(Value, children);
        Collect(Clauses, children);
    }
}
