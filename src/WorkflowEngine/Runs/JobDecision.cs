using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Runs;

/// <summary>Decides jobs whose needs have all ended: run, or be skipped.</summary>
internal static class JobDecision
{
    /// <summary>Decides every group that has become decidable, and those that become so by it, until none is left.</summary>
    public static void DecideAll(RunDraft draft)
    {
        while (draft.TryTakeUndecided(out var group))
        {
            DecideGroup(draft, group);
        }
    }

    /// <summary>Evaluates a job's condition as things stand; it is the same for all jobs of a group.</summary>
    public static ConditionResult Evaluate(RunDraft draft, int job)
    {
        var condition = draft.Plan.Jobs[job].Definition.Condition;
        var group = draft.Group(draft.Graph.GroupOf(job));
        return condition.Kind == JobConditionKind.Expression
            ? ExpressionCondition.Evaluate(condition.Expression!, new JobConditionScope(draft, job, group.Ancestors))
            : ConditionRule.Evaluate(condition.Kind, group.Needs, draft.Run.CancelRequested);
    }

    /// <summary>Makes the next attempt of a job ready.</summary>
    public static void Queue(RunDraft draft, JobRun job, DateTimeOffset? notBefore, StatusReason? reason)
    {
        var queued = job with
        {
            Status = WorkflowStatus.Waiting,
            Reason = reason,
            Attempt = job.Attempt + 1,
            NotBefore = notBefore > draft.Now ? notBefore : null,
            StartedAt = null,
        };
        draft.Set(queued);
        draft.Set(TaskOf(draft, queued));
    }

    /// <summary>The row of a job's current attempt as it is when the attempt is waiting.</summary>
    public static TaskRun TaskOf(RunDraft draft, JobRun job)
    {
        var definition = draft.Plan.Jobs[job.Index].Definition;
        return new TaskRun
        {
            Job = job.Index,
            Attempt = job.Attempt,
            Status = WorkflowStatus.Waiting,
            Priority = definition.Priority != 0 ? definition.Priority : EventPriorities.OfJob(draft.Run.Event.Name),
            NotBefore = job.NotBefore,
            Labels = definition.RunsOn,
            ConcurrencyGroup = definition.Concurrency?.Group,
        };
    }

    private static void DecideGroup(RunDraft draft, int group)
    {
        var first = draft.Graph.FirstMember(group);
        ConditionResult? evaluated = null;
        (WorkflowStatus Status, StatusReason? Reason)? end = null;
        for (var index = first; index < first + draft.Graph.MemberCount(group); index++)
        {
            var job = draft.Job(index);
            if (job.Status != WorkflowStatus.Blocked)
            {
                continue;
            }

            var result = evaluated ??= Evaluate(draft, index);
            if (!result.Runs)
            {
                end ??= EndOf(draft, result, index);
                draft.Set(job with { Status = end.Value.Status, Reason = end.Value.Reason, StoppedAt = draft.Now });
            }
            else if (draft.Plan.Jobs[index].IsEmptyFanOut)
            {
                var empty = new StatusReason(ReasonCodes.EmptyForEach, "the list of for_each is empty");
                draft.Set(job with { Status = WorkflowStatus.Success, Reason = empty, Outputs = "[]", StoppedAt = draft.Now });
            }
            else
            {
                Queue(draft, job, notBefore: null, reason: null);
            }
        }
    }

    /// <summary>How jobs end whose condition is not true.</summary>
    private static (WorkflowStatus Status, StatusReason? Reason) EndOf(RunDraft draft, ConditionResult result, int job) =>
        (result.IsError, draft.Run.CancelRequested) switch
        {
            (true, _) => (WorkflowStatus.Failure, new StatusReason(ReasonCodes.ConditionError, result.Text)),
            (_, true) => (WorkflowStatus.Cancelled, draft.Run.Reason),
            _ => (WorkflowStatus.Skipped, new StatusReason(ReasonCodes.ConditionFalse, result.Text + Because(draft, job))),
        };

    /// <summary>Names the needs that did not succeed, so that a skip explains itself.</summary>
    private static string Because(RunDraft draft, int job)
    {
        const int Most = 3;
        var text = "";
        var named = 0;
        foreach (var need in draft.Graph.Needs(draft.Graph.GroupOf(job)))
        {
            var status = RunStatusRule.Of(0, draft.Group(need).Own);
            if (status == WorkflowStatus.Success)
            {
                continue;
            }

            if (++named > Most)
            {
                return text + ", ...";
            }

            var name = draft.Job(draft.Graph.FirstMember(need)).Name;
            text += $"{(named == 1 ? ": " : ", ")}{name} ended as {status.ToText()}";
        }

        return text;
    }
}
