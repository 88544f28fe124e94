namespace WorkflowEngine.Python.Evaluation;

/// <summary>The program must end: a limit is reached or something is refused. The program cannot catch it.</summary>
internal sealed class PythonStop(string code, string message, string? hint = null) : EvaluationException(message)
{
    public string Code { get; } = code;

    public string? Hint { get; } = hint;

    public override List<TracePoint> Trace { get; } = [];
}
