namespace WorkflowEngine.Runs;

/// <summary>A transition in the making: what would change in a run, laid over its committed state, which stays as it is.</summary>
internal sealed class RunDraft
{
    private readonly RunState _state;
    private readonly DateTimeOffset _now;
    private readonly List<RunEvent> _events;
    private Queue<int>? _undecided;
    private ChangedRows<int, JobRun>? _jobs;
    private ChangedGroups _groups;
    private ChangedRows<(int Job, int Attempt), TaskRun>? _tasks;
    private ChangedRows<(int Job, int Attempt, int Step), StepRun>? _steps;
    private long _lastEvent;

    /// <param name="state">The committed state.</param>
    /// <param name="now">When the transition happens.</param>
    /// <param name="expectedEvents">How many events to make room for.</param>
    public RunDraft(RunState state, DateTimeOffset now, int expectedEvents = 4)
    {
        _state = state;
        _now = now;
        _groups = new ChangedGroups(state);
        _events = new List<RunEvent>(expectedEvents);
        Run = state.Run;
        OpenJobs = state.OpenJobs;
        Ended = state.Ended;
        _lastEvent = state.Run.LastEvent;
    }

    public WorkflowRun Run { get; set; }

    public int OpenJobs { get; private set; }

    public Outcomes Ended { get; private set; }

    public DateTimeOffset Now => _now;

    public RunPlan Plan => _state.Plan;

    public JobGraph Graph => _state.Graph;

    public bool IsEmpty => _jobs is null && _steps is null && _tasks is null && _events.Count == 0;

    public JobRun Job(int index) => _jobs is not null && _jobs.TryGet(index, out var job) ? job : _state.Job(index);

    public GroupState Group(int group) => _groups.Get(group);

    /// <summary>Takes the next group whose needs have all settled, in the order they became so.</summary>
    public bool TryTakeUndecided(out int group)
    {
        group = -1;
        return _undecided is not null && _undecided.TryDequeue(out group);
    }

    public void AddUndecided(int group) => (_undecided ??= []).Enqueue(group);

    /// <summary>Changes a job; when that ends it, the groups that waited for it may become decidable.</summary>
    public void Set(JobRun job)
    {
        var wasOpen = !Job(job.Index).Status.IsTerminal();
        SetRow(job);
        if (wasOpen && job.Status.IsTerminal())
        {
            Close(job);
        }
    }

    public void Set(TaskRun task) => (_tasks ??= new(static row => (row.Job, row.Attempt))).Set(task);

    public void Set(StepRun step)
    {
        (_steps ??= new(static row => (row.Job, row.Attempt, row.Index))).Set(step);
        AddEvent(RunEventKind.Step, step.Status, step.Reason, step.Label, step.Job, step.Attempt, step.Index);
    }

    public void AddRunEvent() => AddEvent(RunEventKind.Run, Run.Status, Run.Reason, Run.Label);

    /// <summary>Opens jobs again and counts everything anew; only a rerun does this, so its cost is that of the run.</summary>
    public void Reopen(IEnumerable<JobRun> jobs)
    {
        foreach (var job in jobs)
        {
            SetRow(job);
        }

        var all = new JobRun[_state.Jobs.Length];
        for (var index = 0; index < all.Length; index++)
        {
            all[index] = Job(index);
        }

        var recounted = RunState.Load(Run, Plan, Graph, all);
        OpenJobs = recounted.OpenJobs;
        Ended = recounted.Ended;
        _groups.SetAll(recounted);
        for (var group = 0; group < Graph.GroupCount; group++)
        {
            if (recounted.Group(group) is { OpenNeeds: 0, OpenMembers: > 0 })
            {
                AddUndecided(group);
            }
        }
    }

    public RunChange ToChange()
    {
        Run = Run with { Version = _state.Run.Version + 1, LastEvent = _lastEvent };
        return new RunChange
        {
            ExpectedVersion = _state.Run.Version,
            Run = Run,
            Jobs = _jobs is null ? [] : _jobs.Rows,
            Tasks = _tasks is null ? [] : _tasks.Rows,
            Steps = _steps is null ? [] : _steps.Rows,
            Events = _events,
        };
    }

    private void Close(JobRun job)
    {
        var outcome = RunStatusRule.Count(job.Status, Plan.Jobs[job.Index].Definition.AllowFailure);
        OpenJobs--;
        Ended |= outcome;
        var index = Graph.GroupOf(job.Index);
        var group = Group(index);
        group.Close(outcome);
        _groups.Set(index, group);
        if (group.IsSettled)
        {
            Settle(index);
        }
    }

    private void Settle(int group)
    {
        Stack<int>? more = null;
        do
        {
            var settled = Group(group);
            foreach (var dependant in Graph.Dependants(group))
            {
                var next = Group(dependant);
                next.Release(settled);
                _groups.Set(dependant, next);
                if (next.IsSettled)
                {
                    (more ??= []).Push(dependant);
                }
                else if (next.OpenNeeds == 0)
                {
                    AddUndecided(dependant);
                }
            }
        }
        while (more is not null && more.TryPop(out group));
    }

    private void SetRow(JobRun job)
    {
        (_jobs ??= new(static row => row.Index)).Set(job);
        var type = job.Status.IsTerminal() ? Plan.Jobs[job.Index].Definition.Type : null;
        AddEvent(RunEventKind.Job, job.Status, job.Reason, job.Label, job.Index, job.Attempt, null, type);
    }

    private void AddEvent(
        RunEventKind kind, WorkflowStatus status, StatusReason? reason, string? label, int? job = null, int? attempt = null, int? step = null,
        string? jobType = null) =>
        _events.Add(new RunEvent
        {
            RunId = Run.Id,
            Sequence = ++_lastEvent,
            Kind = kind,
            Status = status,
            Reason = reason,
            Label = label,
            Job = job,
            Attempt = attempt,
            Step = step,
            JobType = jobType,
            At = _now,
        });
}
