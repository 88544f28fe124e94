using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal abstract class PythonPattern(SourceSpan span, int height)
    : PythonNode(span, height);
