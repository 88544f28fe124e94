using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ComprehensionExpression(
    ComprehensionKind kind,
    PythonExpression element,
    ImmutableArray<ComprehensionClause> clauses,
    SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(element), HeightOf(clauses)) + 1)
{
    public ComprehensionKind Kind { get; } = kind;

    public PythonExpression Element { get; } = element;

    public ImmutableArray<ComprehensionClause> Clauses { get; } = clauses;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Element, children);
        Collect(Clauses, children);
    }
}
