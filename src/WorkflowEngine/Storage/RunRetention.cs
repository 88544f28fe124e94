namespace WorkflowEngine.Storage;

/// <summary>Which ended runs are kept; the others may be deleted.</summary>
public sealed record RunRetention
{
    /// <summary>Runs that ended at this instant or later are kept.</summary>
    public required DateTimeOffset StoppedBefore { get; init; }

    /// <summary>Of each scope, the runs with this many of the highest numbers are kept. Default: 0.</summary>
    public int KeepNewest { get; init; }

    /// <summary>
    /// Runs with events that an observer with a saved position has not read yet are kept unless they ended before this instant, so that an
    /// observer which is gone for good does not keep everything for ever.
    /// </summary>
    public required DateTimeOffset UnreadBefore { get; init; }
}
