using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>Runs, changes and definitions of which only what a test is about differs.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Text that breaks what does not keep Unicode: quotes, a NUL-free control, combining marks, right-to-left, emoji.</summary>
    public const string Unicode = "Ünïcode \"quoted\" 'single' \\ \t 日本語 עברית e\u0301 👩‍👩‍👧‍👦 🏳️‍🌈 \u001b[31m <b>&amp;</b> %_";

    public static RunPlan Plan(int jobs = 1, string name = "job") => PlanDocument.Create(
        [.. Enumerable.Range(0, jobs).Select(index => new PlannedJob { Definition = new() { Name = Name(name, index) } })],
        new Dictionary<string, string>());

    public static WorkflowEvent Event(Scope scope) => new() { Scope = scope, Name = "push", Ref = "refs/heads/main", At = Start };

    /// <summary>A run whose jobs all wait, each with a task.</summary>
    public static NewRun Run(
        int jobs = 1, Scope? scope = null, string workflow = "build", string? group = null, RunPlan? plan = null, Func<TaskRun, TaskRun>? task = null)
    {
        var inScope = scope ?? Scope.Default;
        return new()
        {
            Run = new()
            {
                Scope = inScope,
                Workflow = workflow,
                Label = workflow,
                PlanHash = (plan ?? Plan(jobs)).Hash,
                Event = Event(inScope),
                Status = WorkflowStatus.Waiting,
                ConcurrencyGroup = group,
                CreatedAt = Start,
                Version = 1,
                LastEvent = 1,
            },
            Jobs = [.. Enumerable.Range(0, jobs).Select(index => Job(index))],
            Tasks = [.. Enumerable.Range(0, jobs).Select(index => (task ?? Same)(Task(index)))],
            Events = [Event(1)],
        };

        static TaskRun Same(TaskRun task) => task;
    }

    public static RunCreation Creation(params NewRun[] runs) => new()
    {
        Scope = runs.Length == 0 ? Scope.Default : runs[0].Run.Scope,
        Plans = [.. runs.Select(run => run.Jobs.Count).Distinct().Select(jobs => Plan(jobs))],
        Runs = runs,
        At = Start,
    };

    public static JobRun Job(int index, WorkflowStatus status = WorkflowStatus.Waiting, int attempt = 1) =>
        new() { Index = index, Name = Name("job", index), Label = Name("job", index), Status = status, Attempt = attempt };

    public static TaskRun Task(int job, int attempt = 1, WorkflowStatus status = WorkflowStatus.Waiting) =>
        new() { Job = job, Attempt = attempt, Status = status, StoppedAt = status.IsTerminal() ? Start : null };

    public static StepRun Step(int job, int index, WorkflowStatus status = WorkflowStatus.Running, int attempt = 1) => new()
    {
        Job = job,
        Attempt = attempt,
        Index = index,
        Id = Name("step", index),
        Label = Name("step", index),
        Status = status,
        StartedAt = Start,
        StoppedAt = status.IsTerminal() ? Start : null,
    };

    public static RunEvent Event(long sequence, long runId = 0, WorkflowStatus status = WorkflowStatus.Waiting) =>
        new() { RunId = runId, Sequence = sequence, Kind = RunEventKind.Run, Status = status, At = Start };

    /// <summary>A change that makes the run what is given, one version on.</summary>
    public static RunChange Change(
        WorkflowRun run, JobRun[]? jobs = null, TaskRun[]? tasks = null, StepRun[]? steps = null, int events = 1) => new()
        {
            ExpectedVersion = run.Version,
            Run = run with { Version = run.Version + 1, LastEvent = run.LastEvent + events },
            Jobs = jobs ?? [],
            Tasks = tasks ?? [],
            Steps = steps ?? [],
            Events = [.. Enumerable.Range(1, events).Select(i => Event(run.LastEvent + i, run.Id, run.Status))],
        };

    /// <summary>A change that ends the run and all its first attempts.</summary>
    public static RunChange End(WorkflowRun run, int jobs = 1, DateTimeOffset? at = null) => Change(
        run with { Status = WorkflowStatus.Success, StoppedAt = at ?? Start },
        jobs: [.. Enumerable.Range(0, jobs).Select(index => Job(index, WorkflowStatus.Success))],
        tasks: [.. Enumerable.Range(0, jobs).Select(index => Task(index, 1, WorkflowStatus.Success))]);

    public static LogLine Line(int sequence, string? text = null, int step = 0, LogSource source = LogSource.Output) => new()
    {
        Sequence = sequence,
        Step = step,
        Source = source,
        Text = text ?? string.Create(CultureInfo.InvariantCulture, $"line {sequence}"),
        At = Start,
    };

    public static WorkflowDefinition Definition(string name, string? label = null, Scope? scope = null) =>
        new() { Scope = scope ?? Scope.Default, Ref = name, Label = label, Jobs = [new() { Name = "build" }] };

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    private static string Name(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}-{index}");
}
