namespace WorkflowEngine.Dispatch;

/// <summary>
/// How long ended runs are kept. Every process of the engine deletes what is not kept, a few runs at a time; runs that have not ended are
/// never deleted.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How long a run is kept after it ended, and an entry of the history of triggers after it was made and its run ended, at least 1 minute;
    /// null keeps all for ever. Default: null, because what happened is deleted only
    /// when somebody has said so.
    /// </summary>
    public TimeSpan? KeepFor { get; set; }

    /// <summary>How many of the newest runs of each scope are kept however old they are, 0 to 1,000,000. Default: 0.</summary>
    public int KeepNewest { get; set; }

    /// <summary>
    /// How much longer a run is kept while an observer has not been told of all of it, 0 to 365 days; then the observer misses it. Default:
    /// 7 days.
    /// </summary>
    public TimeSpan WaitForObservers { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often a process looks for runs to delete, 1 second to 1 day. Default: 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
