using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class TypeParameter(
    string name,
    TypeParameterKind kind,
    PythonExpression? bound,
    PythonExpression? @default,
    SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(bound), HeightOf(@default)) + 1)
{
    public string Name { get; } = name;

    public TypeParameterKind Kind { get; } = kind;

    public PythonExpression? Bound { get; } = bound;

    public PythonExpression? Default { get; } = @default;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Bound, children);
        Collect(Default, children);
    }
}
