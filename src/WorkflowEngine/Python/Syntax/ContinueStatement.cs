using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ContinueStatement(SourceSpan span)
    : PythonStatement(span);
