using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>The facts that people cause: cancel and rerun.</summary>
internal static class ControlFacts
{
    public static bool Cancel(RunDraft draft, RunFact.CancelRequested fact)
    {
        if (draft.Run.Status.IsTerminal())
        {
            return false;
        }

        if (draft.Run.CancelRequested && (draft.Run.CancelForced || !fact.Forced))
        {
            return true;
        }

        draft.Run = draft.Run with { CancelRequested = true, CancelForced = fact.Forced, Reason = fact.Reason };
        draft.AddRunEvent();
        for (var group = 0; group < draft.Graph.GroupCount; group++)
        {
            CancelGroup(draft, group, fact);
        }

        return true;
    }

    public static bool RerunFailed(RunDraft draft)
    {
        if (!draft.Run.Status.IsTerminal())
        {
            return false;
        }

        var reset = FailedAndTheirDependants(draft);
        if (reset.Count == 0)
        {
            return false;
        }

        draft.Run = draft.Run with
        {
            Status = WorkflowStatus.Waiting,
            Reason = null,
            StoppedAt = null,
            CancelRequested = false,
            CancelForced = false,
        };
        draft.AddRunEvent();
        draft.Reopen(reset);
        return true;
    }

    /// <summary>Whether a job still runs although its run is cancelled.</summary>
    public static bool SurvivesCancel(RunDraft draft, int job) =>
        !draft.Run.CancelForced && draft.Plan.Jobs[job].Definition.Condition.Kind switch
        {
            JobConditionKind.Always => true,
            JobConditionKind.Expression => JobDecision.Evaluate(draft, job).Runs,
            _ => false,
        };

    private static void CancelGroup(RunDraft draft, int group, RunFact.CancelRequested fact)
    {
        var first = draft.Graph.FirstMember(group);
        bool? survives = null;
        for (var index = first; index < first + draft.Graph.MemberCount(group); index++)
        {
            var job = draft.Job(index);
            if (job.Status.IsTerminal())
            {
                continue;
            }

            // A job whose condition asks for the status is decided when its needs have ended, like on any other day.
            survives ??= job.Status == WorkflowStatus.Blocked
                ? !fact.Forced && AsksForStatus(draft.Plan.Jobs[index].Definition.Condition)
                : SurvivesCancel(draft, index);
            if (!survives.Value)
            {
                CancelJob(draft, job, fact.Reason);
            }
        }
    }

    private static void CancelJob(RunDraft draft, JobRun job, StatusReason reason)
    {
        if (job.Status == WorkflowStatus.Running)
        {
            draft.Set(JobDecision.TaskOf(draft, job) with { Status = WorkflowStatus.Running, CancelRequested = true });
            return;
        }

        if (job.Status == WorkflowStatus.Waiting)
        {
            TaskFacts.EndTask(draft, job, WorkflowStatus.Cancelled, reason, closeSteps: true);
        }

        draft.Set(job with { Status = WorkflowStatus.Cancelled, Reason = reason, NotBefore = null, StoppedAt = draft.Now });
    }

    private static bool AsksForStatus(JobCondition condition) =>
        condition.Kind == JobConditionKind.Always || condition.Expression is { UsesStatusFunction: true };

    private static List<JobRun> FailedAndTheirDependants(RunDraft draft)
    {
        var affected = new bool[draft.Graph.GroupCount];
        var reset = new List<JobRun>();
        foreach (var group in draft.Graph.Order)
        {
            foreach (var need in draft.Graph.Needs(group))
            {
                affected[group] |= affected[need];
            }

            var first = draft.Graph.FirstMember(group);
            var inherited = affected[group];
            for (var index = first; index < first + draft.Graph.MemberCount(group); index++)
            {
                var job = draft.Job(index);
                var failed = job.Status is WorkflowStatus.Failure or WorkflowStatus.Cancelled;
                if (failed || (inherited && job.Status == WorkflowStatus.Skipped))
                {
                    affected[group] = true;
                    reset.Add(Blocked(job));
                }
            }
        }

        return reset;
    }

    private static JobRun Blocked(JobRun job) => job with
    {
        Status = WorkflowStatus.Blocked,
        Reason = null,
        FailedAttempts = 0,
        LostAttempts = 0,
        NotBefore = null,
        Outputs = null,
        StartedAt = null,
        StoppedAt = null,
    };
}
