using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class BreakStatement(SourceSpan span)
    : PythonStatement(span);
