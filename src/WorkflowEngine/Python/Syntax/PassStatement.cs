using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class PassStatement(SourceSpan span)
    : PythonStatement(span);
