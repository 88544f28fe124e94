namespace WorkflowEngine.Runs;

/// <summary>Something that happened to a run and that the state machine turns into a change.</summary>
public abstract record RunFact
{
    private RunFact()
    {
    }

    /// <summary>A worker began an attempt it had claimed.</summary>
    public sealed record TaskStarted(int Job, int Attempt, string Worker) : RunFact;

    /// <summary>A step began or ended.</summary>
    public sealed record StepChanged(StepRun Step) : RunFact;

    /// <summary>An attempt ended.</summary>
    public sealed record TaskEnded(int Job, int Attempt, WorkflowStatus Status, StatusReason? Reason, string? Outputs) : RunFact;

    /// <summary>The lease of an attempt ran out.</summary>
    public sealed record TaskLost(int Job, int Attempt) : RunFact;

    /// <summary>A worker that shuts down gave an attempt back.</summary>
    public sealed record TaskReleased(int Job, int Attempt) : RunFact;

    /// <summary>Somebody asked to cancel the run; a forced cancel also stops jobs that would clean up.</summary>
    public sealed record CancelRequested(bool Forced, StatusReason Reason) : RunFact
    {
        internal static CancelRequested SupersededBy(WorkflowRun newcomer) =>
            new(false, new StatusReason(ReasonCodes.Superseded, $"superseded by {newcomer.Title}"));
    }

    /// <summary>Somebody asked to run again what failed or was cancelled, and what depends on it.</summary>
    public sealed record RerunFailedRequested : RunFact;
}
