namespace WorkflowEngine.Runs;

/// <summary>The facts that workers and the reaper tell about an attempt.</summary>
internal static class TaskFacts
{
    public static bool Started(RunDraft draft, RunFact.TaskStarted fact)
    {
        if (!IsCurrent(draft, fact.Job, fact.Attempt, out var job))
        {
            return false;
        }

        if (job.Status == WorkflowStatus.Running)
        {
            return job.Worker == fact.Worker;
        }

        StartRun(draft);
        draft.Set(job with
        {
            Status = WorkflowStatus.Running,
            Reason = null,
            NotBefore = null,
            Worker = fact.Worker,
            StartedAt = draft.Now,
            StoppedAt = null,
        });
        return true;
    }

    public static bool StepChanged(RunDraft draft, StepRun step)
    {
        if (!IsCurrent(draft, step.Job, step.Attempt, out var job) || job.Status != WorkflowStatus.Running)
        {
            return false;
        }

        draft.Set(step);
        return true;
    }

    public static bool Ended(RunDraft draft, RunFact.TaskEnded fact)
    {
        if (!IsCurrent(draft, fact.Job, fact.Attempt, out var job) || !fact.Status.IsTerminal())
        {
            return false;
        }

        // The worker may have failed to say that it started, but it had the task.
        StartRun(draft);
        EndTask(draft, job, fact.Status, fact.Reason, closeSteps: fact.Status == WorkflowStatus.Cancelled);
        var definition = draft.Plan.Jobs[job.Index].Definition;
        if (fact.Status == WorkflowStatus.Failure && !draft.Run.CancelRequested
            && RetryRule.Allows(definition.Retry, job.FailedAttempts, fact.Reason))
        {
            var failed = job.FailedAttempts + 1;
            var delay = RetryRule.Delay(definition.Retry!, failed, seed: (draft.Run.Id << 16) + job.Index);
            var text = $"attempt {job.Attempt} failed ({fact.Reason?.ToString() ?? "no reason given"}); retry {failed} of {definition.Retry!.Count}";
            JobDecision.Queue(draft, job with { FailedAttempts = failed }, draft.Now + delay, new StatusReason(ReasonCodes.Retry, text));
            return true;
        }

        draft.Set(job with
        {
            Status = fact.Status,
            Reason = fact.Reason,
            Outputs = fact.Outputs,
            NotBefore = null,
            StoppedAt = draft.Now,
        });
        return true;
    }

    public static bool Lost(RunDraft draft, RunFact.TaskLost fact, RunRules rules)
    {
        if (!IsCurrent(draft, fact.Job, fact.Attempt, out var job))
        {
            return false;
        }

        var lost = job.LostAttempts + 1;
        var worker = job.Status == WorkflowStatus.Running ? job.Worker : "unknown";
        var reason = new StatusReason(ReasonCodes.WorkerLost, $"worker '{worker}' was lost during attempt {job.Attempt}");
        return GiveBack(draft, job with { LostAttempts = lost }, reason, exhausted: lost > rules.MaxLostAttempts);
    }

    public static bool Released(RunDraft draft, RunFact.TaskReleased fact)
    {
        var reason = new StatusReason(ReasonCodes.WorkerStopped, "the worker is shutting down and gave the task back");
        return IsCurrent(draft, fact.Job, fact.Attempt, out var job) && GiveBack(draft, job, reason, exhausted: false);
    }

    /// <summary>Ends the row of a job's current attempt.</summary>
    public static void EndTask(RunDraft draft, JobRun job, WorkflowStatus status, StatusReason? reason, bool closeSteps) =>
        draft.Set(JobDecision.TaskOf(draft, job) with
        {
            Status = status,
            Reason = reason,
            StoppedAt = draft.Now,
            CloseSteps = closeSteps,
        });

    private static bool GiveBack(RunDraft draft, JobRun job, StatusReason reason, bool exhausted)
    {
        var cancelled = draft.Run.CancelRequested && !ControlFacts.SurvivesCancel(draft, job.Index);
        var status = cancelled ? WorkflowStatus.Cancelled : WorkflowStatus.Failure;
        EndTask(draft, job, status, reason, closeSteps: true);
        if (exhausted || cancelled)
        {
            draft.Set(job with { Status = status, Reason = reason, NotBefore = null, StoppedAt = draft.Now });
        }
        else
        {
            JobDecision.Queue(draft, job, notBefore: null, reason);
        }

        return true;
    }

    private static void StartRun(RunDraft draft)
    {
        if (draft.Run.Status == WorkflowStatus.Waiting)
        {
            draft.Run = draft.Run with { Status = WorkflowStatus.Running, StartedAt = draft.Run.StartedAt ?? draft.Now };
            draft.AddRunEvent();
        }
    }

    private static bool IsCurrent(RunDraft draft, int index, int attempt, out JobRun job)
    {
        job = null!;
        if ((uint)index >= (uint)draft.Plan.Jobs.Count)
        {
            return false;
        }

        job = draft.Job(index);
        return job.Attempt == attempt && job.Status is WorkflowStatus.Waiting or WorkflowStatus.Running;
    }
}
