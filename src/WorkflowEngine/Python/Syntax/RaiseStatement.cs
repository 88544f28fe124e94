using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class RaiseStatement(PythonExpression? exception, PythonExpression? cause, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression? Exception { get; } = exception;

    public PythonExpression? Cause { get; } = cause;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Exception, children);
        Collect(Cause, children);
    }
}
