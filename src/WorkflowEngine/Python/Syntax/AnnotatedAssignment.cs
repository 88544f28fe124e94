using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class AnnotatedAssignment(PythonExpression target, PythonExpression annotation, PythonExpression? value, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Target { get; } = target;

    public PythonExpression Annotation { get; } = annotation;

    public PythonExpression? Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Target, children);
        Collect(Annotation, children);
        Collect(Value, children);
    }
}
