using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A line of a traceback: the function and where in it the error passed.</summary>
internal sealed record TracePoint(string Function, SourceSpan Span);
