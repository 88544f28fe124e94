using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ConditionalExpression(PythonExpression condition, PythonExpression then, PythonExpression @else, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(condition), Math.Max(HeightOf(then), HeightOf(@else))) + 1)
{
    public PythonExpression Condition { get; } = condition;

    public PythonExpression Then { get; } = then;

    public PythonExpression Else { get; } = @else;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Condition, children);
        Collect(Then, children);
        Collect(Else, children);
    }
}
