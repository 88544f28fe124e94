using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Support;

/// <summary>A run that lives in memory. After each change it checks what holds for all changes, whatever the test is about.</summary>
internal sealed class TestRun
{
    private readonly Dictionary<string, int> _indexes = [];

    private TestRun(RunPlan plan, NewRun created, JobGraph graph)
    {
        State = RunState.Load(created.Run, plan, graph, created.Jobs);
        Events.AddRange(created.Events);
        Tasks.AddRange(created.Tasks);
        foreach (var job in created.Jobs)
        {
            _indexes[job.Label] = job.Index;
        }

        CheckNumbers(0, created.Run, created.Events);
    }

    public RunState State { get; }

    public WorkflowRun Run => State.Run;

    public List<RunEvent> Events { get; } = [];

    /// <summary>All rows that were saved, the latest last.</summary>
    public List<TaskRun> Tasks { get; } = [];

    /// <summary>The latest change; null when the latest facts changed nothing.</summary>
    public RunChange? Change { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public RunRules Rules { get; init; } = RunRules.Default;

    public JobRun this[string label] => State.Job(_indexes[label]);

    public static TestRun Start(params JobDefinition[] jobs)
    {
        var plan = new RunPlan { Hash = "0", Jobs = RunPlanner.Expand(jobs) };
        var graph = JobGraph.Build(plan.Jobs);
        var run = new WorkflowRun
        {
            Scope = Scope.Default,
            Workflow = "test",
            Label = "test",
            PlanHash = plan.Hash,
            Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main" },
            Status = WorkflowStatus.Waiting,
        };
        return new TestRun(plan, RunStateMachine.Start(run, plan, graph, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), graph);
    }

    public IReadOnlyList<bool> Apply(params RunFact[] facts)
    {
        var before = Run;
        var transition = RunStateMachine.Apply(State, facts, Now, Rules);
        Change = transition.Change;
        if (Change is not null)
        {
            Change.ExpectedVersion.Should().Be(before.Version);
            CheckNumbers(before.LastEvent, Change.Run, Change.Events);
            Change.Run.Version.Should().Be(before.Version + 1);
            State.Accept(Change);
            Events.AddRange(Change.Events);
            Tasks.AddRange(Change.Tasks);
        }

        StateComparison.ShouldBeAsLoaded(State);
        return transition.Accepted;
    }

    public bool Begin(string label, string worker = "worker") =>
        Apply(new RunFact.TaskStarted(this[label].Index, this[label].Attempt, worker))[0];

    public bool End(string label, WorkflowStatus status, string? code = null) =>
        Apply(new RunFact.TaskEnded(this[label].Index, this[label].Attempt, status, code is null ? null : new StatusReason(code), null))[0];

    public bool Succeed(params string[] labels) => labels.All(label => Begin(label) && End(label, WorkflowStatus.Success));

    public bool Fail(string label, string? code = null) => Begin(label) && End(label, WorkflowStatus.Failure, code);

    public bool Lose(string label) => Apply(new RunFact.TaskLost(this[label].Index, this[label].Attempt))[0];

    public bool Release(string label) => Apply(new RunFact.TaskReleased(this[label].Index, this[label].Attempt))[0];

    public bool Cancel(bool forced = false) => Apply(new RunFact.CancelRequested(forced, new StatusReason(ReasonCodes.Cancelled, "enough")))[0];

    public bool RerunFailed() => Apply(new RunFact.RerunFailedRequested())[0];

    /// <summary>The latest row of an attempt.</summary>
    public TaskRun? Task(string label, int attempt) =>
        Tasks.FindLast(task => task.Job == this[label].Index && task.Attempt == attempt);

    /// <summary>How each job stands, by label.</summary>
    public string Statuses() => string.Join(' ', State.Jobs.ToArray().Select(job => $"{job.Label}:{job.Status.ToText()}"));

    private static void CheckNumbers(long lastEvent, WorkflowRun after, IReadOnlyList<RunEvent> events)
    {
        events.Select(one => one.Sequence).Should().Equal(Enumerable.Range(1, events.Count).Select(number => lastEvent + number));
        after.LastEvent.Should().Be(lastEvent + events.Count);
    }
}
