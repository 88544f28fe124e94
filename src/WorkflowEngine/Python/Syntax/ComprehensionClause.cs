using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ComprehensionClause(
    PythonExpression target,
    PythonExpression iterable,
    ImmutableArray<PythonExpression> conditions,
    bool isAsync,
    SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(target), Math.Max(HeightOf(iterable), HeightOf(conditions))) + 1)
{
    public PythonExpression Target { get; } = target;

    public PythonExpression Iterable { get; } = iterable;

    public ImmutableArray<PythonExpression> Conditions { get; } = conditions;

    public bool IsAsync { get; } = isAsync;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Target, children);
        Collect(Iterable, children);
        Collect(Conditions, children);
    }
}
