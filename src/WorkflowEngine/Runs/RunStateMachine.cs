namespace WorkflowEngine.Runs;

/// <summary>Turns facts into changes of a run: the rules of scheduling, and nothing else. Pure; the store decides whether a change is kept.</summary>
internal static class RunStateMachine
{
    /// <summary>The first state of a run: every job blocked, then what is ready made ready.</summary>
    public static NewRun Start(WorkflowRun run, RunPlan plan, JobGraph graph, DateTimeOffset now)
    {
        var jobs = new JobRun[plan.Jobs.Count];
        for (var index = 0; index < jobs.Length; index++)
        {
            var planned = plan.Jobs[index];
            jobs[index] = new JobRun
            {
                Index = index,
                Name = planned.Definition.Name,
                Label = planned.Label,
                Status = WorkflowStatus.Blocked,
            };
        }

        run = run with { Status = WorkflowStatus.Waiting, Reason = null, CreatedAt = now, Version = 0, LastEvent = 0 };
        var draft = new RunDraft(RunState.Load(run, plan, graph, jobs), now) { Run = run };
        draft.AddRunEvent();
        foreach (var group in graph.Order)
        {
            if (graph.Needs(group).Length > 0)
            {
                break;
            }

            draft.AddUndecided(group);
        }

        JobDecision.DecideAll(draft);
        Finish(draft);
        var change = draft.ToChange();
        foreach (var job in change.Jobs)
        {
            jobs[job.Index] = job;
        }

        return new NewRun { Run = change.Run, Jobs = jobs, Tasks = change.Tasks, Events = change.Events };
    }

    /// <summary>What facts do to a run, taken in order as one change.</summary>
    public static RunTransition Apply(RunState state, IReadOnlyList<RunFact> facts, DateTimeOffset now, RunRules rules)
    {
        var draft = new RunDraft(state, now, facts.Count + 2);
        var accepted = new bool[facts.Count];
        for (var i = 0; i < accepted.Length; i++)
        {
            accepted[i] = Take(draft, facts[i], rules);
            JobDecision.DecideAll(draft);
            Finish(draft);
        }

        return new RunTransition(draft.IsEmpty ? null : draft.ToChange(), accepted);
    }

    private static bool Take(RunDraft draft, RunFact fact, RunRules rules) => fact switch
    {
        RunFact.TaskStarted started => TaskFacts.Started(draft, started),
        RunFact.StepChanged changed => TaskFacts.StepChanged(draft, changed.Step),
        RunFact.TaskEnded ended => TaskFacts.Ended(draft, ended),
        RunFact.TaskLost lost => TaskFacts.Lost(draft, lost, rules),
        RunFact.TaskReleased released => TaskFacts.Released(draft, released),
        RunFact.CancelRequested cancel => ControlFacts.Cancel(draft, cancel),
        RunFact.RerunFailedRequested => ControlFacts.RerunFailed(draft),
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };

    private static void Finish(RunDraft draft)
    {
        if (draft.OpenJobs > 0 || draft.Run.Status.IsTerminal())
        {
            return;
        }

        var status = draft.Plan.Failure is null ? RunStatusRule.Of(0, draft.Ended) : WorkflowStatus.Failure;
        draft.Run = draft.Run with
        {
            Status = status,
            Reason = ReasonFor(draft, status),
            StoppedAt = draft.Now,
        };
        draft.AddRunEvent();
    }

    private static StatusReason? ReasonFor(RunDraft draft, WorkflowStatus status) => status switch
    {
        WorkflowStatus.Failure => draft.Plan.Failure ?? FirstFailure(draft),
        WorkflowStatus.Cancelled => draft.Run.Reason ?? new StatusReason(ReasonCodes.Cancelled),
        WorkflowStatus.Skipped when draft.Plan.Jobs.Count == 0 =>
            new StatusReason(ReasonCodes.NoJobs, "the workflow planned no jobs for this event"),
        WorkflowStatus.Skipped => new StatusReason(ReasonCodes.ConditionFalse, "every job was skipped"),
        _ => null,
    };

    private static StatusReason FirstFailure(RunDraft draft)
    {
        for (var index = 0; index < draft.Plan.Jobs.Count; index++)
        {
            var job = draft.Job(index);
            if (job.Status == WorkflowStatus.Failure && !draft.Plan.Jobs[index].Definition.AllowFailure)
            {
                return new StatusReason(ReasonCodes.JobFailed, $"job '{job.Label}' failed: {job.Reason?.ToString() ?? "no reason given"}");
            }
        }

        return new StatusReason(ReasonCodes.JobFailed);
    }
}
