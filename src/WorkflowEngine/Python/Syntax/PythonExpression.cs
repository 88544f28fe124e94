using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal abstract class PythonExpression(SourceSpan span, int height)
    : PythonNode(span, height);
