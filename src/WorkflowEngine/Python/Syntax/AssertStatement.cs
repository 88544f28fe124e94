using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class AssertStatement(PythonExpression test, PythonExpression? message, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Test { get; } = test;

    public PythonExpression? Message { get; } = message;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Test, children);
        Collect(Message, children);
    }
}
