namespace WorkflowEngine.Runs;

/// <summary>The status of a run from the statuses of its jobs.</summary>
internal static class RunStatusRule
{
    /// <summary>
    /// Failure as soon as a job failed; else Running while a job has not ended; else Cancelled if a job was; else Success; a run whose
    /// jobs were all skipped, or that has none, is Skipped.
    /// </summary>
    public static WorkflowStatus Of(int open, Outcomes ended)
    {
        if ((ended & Outcomes.Failure) != 0)
        {
            return WorkflowStatus.Failure;
        }

        if (open > 0)
        {
            return WorkflowStatus.Running;
        }

        if ((ended & Outcomes.Cancelled) != 0)
        {
            return WorkflowStatus.Cancelled;
        }

        return (ended & Outcomes.Success) != 0 ? WorkflowStatus.Success : WorkflowStatus.Skipped;
    }

    /// <summary>The outcome that a job's end counts as.</summary>
    public static Outcomes Count(WorkflowStatus status, bool allowFailure) => status switch
    {
        WorkflowStatus.Success => Outcomes.Success,
        WorkflowStatus.Failure => allowFailure ? Outcomes.Success : Outcomes.Failure,
        WorkflowStatus.Cancelled => Outcomes.Cancelled,
        WorkflowStatus.Skipped => Outcomes.Skipped,
        _ => Outcomes.None,
    };
}
