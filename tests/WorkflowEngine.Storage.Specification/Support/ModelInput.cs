using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>Makes up runs, changes and questions from a seed.</summary>
internal sealed class ModelInput(int seed, ManualTimeProvider time)
{
    private static readonly string?[] Groups = [null, null, "x", "y"];
    private static readonly string[] Workflows = ["build", "test"];
    private static readonly WorkflowStatus[] Statuses = Enum.GetValues<WorkflowStatus>()[1..];

    private readonly Random _random = new(seed);

    public static IReadOnlyList<Scope> Scopes { get; } = [new("a"), new("b")];

    public DateTimeOffset Now => time.GetUtcNow();

    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Next(int below) => _random.Next(below);

    public T Of<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    public string[] Labels() => Of<string[]>([[], ["linux"], ["gpu"], ["gpu", "linux"]]);

    public RunCreation Creation()
    {
        var scope = Of(Scopes);
        var runs = Enumerable.Range(0, Next(3)).Select(_ => Run(scope)).ToArray();
        return Sample.Creation(runs) with
        {
            Scope = scope,
            DeliveryKey = Chance(50) ? string.Create(CultureInfo.InvariantCulture, $"key {Next(6)}") : null,
            At = Now,
        };
    }

    /// <summary>A change as the state machine could make it.</summary>
    public RunChange Change(ModelRun known)
    {
        var run = known.Run;
        var status = run.Status.IsTerminal() && Chance(60) ? run.Status : Of(Statuses);
        var isEnd = status.IsTerminal();
        var tasks = isEnd ? known.LiveTasks.Select(task => Ended(task.Job, task.Attempt)).ToList() : Tasks(known);
        var change = Sample.Change(
            run with
            {
                Status = status,
                Reason = Chance(30) ? new("code", Sample.Unicode) : null,
                CancelRequested = run.CancelRequested || Chance(5),
                StartedAt = run.StartedAt ?? Now,
                StoppedAt = !isEnd ? null : run.Status.IsTerminal() ? run.StoppedAt : Now,
            },
            jobs: [.. JobsOf(known).Where(_ => Chance(40)).Select(job => Sample.Job(job, Of(Statuses), known.LastAttempts[job]) with { NotBefore = When() })],
            tasks: [.. tasks],
            steps: [.. JobsOf(known).Where(_ => Chance(40)).Select(job => Sample.Step(job, Next(3), Of(Statuses), known.LastAttempts[job]))],
            events: Next(4));
        return Chance(10) ? change with { ExpectedVersion = change.ExpectedVersion - 1 } : change;
    }

    public RunQuery Query() => new()
    {
        Scope = Chance(50) ? Of(Scopes) : null,
        Workflow = Chance(30) ? Of(Workflows) : null,
        ConcurrencyGroup = Chance(30) ? Of(Groups) : null,
        Statuses = Chance(40) ? [Of(Statuses), Of(Statuses)] : [],
        Limit = 1 + Next(20),
    };

    public WorkflowDefinition[] Definitions(Scope scope) =>
        [.. Enumerable.Range(0, 5).Where(_ => Chance(60)).Select(i => Sample.Definition($"w{i}", $"{Next(2)}", scope))];

    private NewRun Run(Scope scope) =>
        Sample.Run(1 + Next(4), scope, Of(Workflows), Of(Groups), task: task => Row(task.Job, task.Attempt));

    private List<TaskRun> Tasks(ModelRun known)
    {
        var tasks = new List<TaskRun>();
        foreach (var (job, attempt) in known.LiveTasks)
        {
            switch (Next(6))
            {
                case 0 or 1:
                    tasks.Add(Ended(job, attempt));
                    if (Chance(50))
                    {
                        tasks.Add(Row(job, known.LastAttempts[job] + 1));
                    }

                    break;
                case 2:
                    tasks.Add(Row(job, attempt) with { CancelRequested = true });
                    break;
            }
        }

        return tasks;
    }

    private TaskRun Ended(int job, int attempt) => Sample.Task(job, attempt, Of(Statuses[..4])) with
    {
        Reason = Chance(50) ? new("ended", "text") : null,
        StoppedAt = Now,
        CloseSteps = Chance(50),
    };

    private TaskRun Row(int job, int attempt) => Sample.Task(job, attempt) with
    {
        Priority = Next(3),
        NotBefore = When(),
        Labels = Labels(),
        ConcurrencyGroup = Of(Groups),
    };

    private DateTimeOffset? When() => Chance(25) ? Now.AddSeconds(Next(5)) : null;

    private static IEnumerable<int> JobsOf(ModelRun known) => Enumerable.Range(0, known.Jobs);
}
