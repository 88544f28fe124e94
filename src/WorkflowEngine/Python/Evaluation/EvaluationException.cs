namespace WorkflowEngine.Python.Evaluation;

/// <summary>What unwinds an evaluation; never leaves the evaluator.</summary>
internal abstract class EvaluationException(string message) : Exception(message)
{
    private Frame? _last;

    public abstract List<TracePoint> Trace { get; }

    /// <summary>Notes the place while the search for a handler passes the frame. Always false, for exception filters.</summary>
    public bool Passes(Frame frame)
    {
        if (!ReferenceEquals(_last, frame) && Trace.Count < 50)
        {
            Trace.Add(new TracePoint(frame.Name, frame.Node.Span));
        }

        _last = frame;
        return false;
    }
}
