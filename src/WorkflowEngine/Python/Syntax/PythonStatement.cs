using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal abstract class PythonStatement(SourceSpan span)
    : PythonNode(span, 0);
