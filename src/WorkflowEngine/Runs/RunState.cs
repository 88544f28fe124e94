namespace WorkflowEngine.Runs;

/// <summary>
/// The committed state of one run in memory, with the counters that make each fact cost what it touches and not the size of the run.
/// Owned by one caller at a time; <see cref="RunStateMachine"/> reads it and never changes it.
/// </summary>
internal sealed class RunState
{
    private readonly JobRun[] _jobs;
    private readonly GroupState[] _groups;

    private RunState(WorkflowRun run, RunPlan plan, JobGraph graph, JobRun[] jobs, GroupState[] groups)
    {
        Run = run;
        Plan = plan;
        Graph = graph;
        _jobs = jobs;
        _groups = groups;
    }

    public WorkflowRun Run { get; private set; }

    public RunPlan Plan { get; }

    public JobGraph Graph { get; }

    public ReadOnlySpan<JobRun> Jobs => _jobs;

    /// <summary>How many jobs have not ended.</summary>
    public int OpenJobs { get; private set; }

    /// <summary>How the jobs that ended did so.</summary>
    public Outcomes Ended { get; private set; }

    public JobRun Job(int index) => _jobs[index];

    public ref readonly GroupState Group(int group) => ref _groups[group];

    public GroupState[] CopyGroups() => [.. _groups];

    /// <summary>Takes over what a store holds.</summary>
    public static RunState Load(WorkflowRun run, RunPlan plan, JobGraph graph, IReadOnlyList<JobRun> jobs)
    {
        var state = new RunState(run, plan, graph, [.. jobs], new GroupState[graph.GroupCount]);
        state.Recount();
        return state;
    }

    /// <summary>Takes over a change that the store has accepted.</summary>
    public void Accept(RunChange change)
    {
        Run = change.Run;
        var rerun = false;
        for (var i = 0; i < change.Jobs.Count; i++)
        {
            var job = change.Jobs[i];
            var before = _jobs[job.Index].Status;
            _jobs[job.Index] = job;
            if (before.IsTerminal())
            {
                // Only a rerun changes a job that has ended, and within one change the job may have ended again.
                rerun |= before != job.Status;
            }
            else if (job.Status.IsTerminal())
            {
                Close(job);
            }
        }

        if (rerun)
        {
            Recount();
        }
    }

    /// <summary>Takes over what another process changed; the jobs are those with a version above the one known here.</summary>
    public void Refresh(WorkflowRun run, IReadOnlyList<JobRun> changed)
    {
        Run = run;
        foreach (var job in changed)
        {
            _jobs[job.Index] = job;
        }

        if (changed.Count > 0)
        {
            Recount();
        }
    }

    private void Close(JobRun job)
    {
        var outcome = RunStatusRule.Count(job.Status, Plan.Jobs[job.Index].Definition.AllowFailure);
        OpenJobs--;
        Ended |= outcome;
        var group = Graph.GroupOf(job.Index);
        ref var own = ref _groups[group];
        own.Close(outcome);
        if (own.IsSettled)
        {
            Settle(group);
        }
    }

    private void Settle(int group)
    {
        Stack<int>? more = null;
        do
        {
            foreach (var dependant in Graph.Dependants(group))
            {
                ref var next = ref _groups[dependant];
                next.Release(_groups[group]);
                if (next.IsSettled)
                {
                    (more ??= []).Push(dependant);
                }
            }
        }
        while (more is not null && more.TryPop(out group));
    }

    private void Recount()
    {
        OpenJobs = 0;
        Ended = Outcomes.None;
        Array.Clear(_groups);
        for (var group = 0; group < _groups.Length; group++)
        {
            _groups[group].OpenNeeds = Graph.Needs(group).Length;
        }

        foreach (var group in Graph.Order)
        {
            ref var own = ref _groups[group];
            var first = Graph.FirstMember(group);
            var count = Graph.MemberCount(group);
            for (var job = first; job < first + count; job++)
            {
                var outcome = RunStatusRule.Count(_jobs[job].Status, Plan.Jobs[job].Definition.AllowFailure);
                own.Own |= outcome;
                Ended |= outcome;
                own.OpenMembers += outcome == Outcomes.None ? 1 : 0;
            }

            OpenJobs += own.OpenMembers;
            if (own.IsSettled)
            {
                foreach (var dependant in Graph.Dependants(group))
                {
                    _groups[dependant].Release(own);
                }
            }
        }
    }
}
