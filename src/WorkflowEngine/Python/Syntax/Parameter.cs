using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class Parameter(string name, ParameterKind kind, PythonExpression? annotation, PythonExpression? @default, SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(annotation), HeightOf(@default)) + 1)
{
    public string Name { get; } = name;

    public ParameterKind Kind { get; } = kind;

    public PythonExpression? Annotation { get; } = annotation;

    public PythonExpression? Default { get; } = @default;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Annotation, children);
        Collect(Default, children);
    }
}
