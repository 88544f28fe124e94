using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>A claim costs what it takes, whatever else waits.</summary>
public sealed class SqliteClaimCostTests : IAsyncDisposable
{
    private static readonly RunPlan Plan = PlanDocument.Create([new() { Definition = new() { Name = "job" } }], new Dictionary<string, string>());
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("workflow-engine-").FullName;
    private readonly SqliteWorkflowStore _store;
    private int _statements;

    public SqliteClaimCostTests() => _store = new(
        new() { Path = Path.Combine(_folder, "store.db") }, TimeProvider.System, _ => Interlocked.Increment(ref _statements));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("runs", null)]
    [InlineData(null, "jobs")]
    public async Task Members_of_a_group_that_wait_are_looked_at_once_and_let_go_one_by_one(string? runGroup, string? taskGroup)
    {
        const int Members = 200;
        await _store.InitializeAsync(TestContext.Current.CancellationToken);
        var runs = (await _store.Runs.TryCreateAsync(Creation(Members, runGroup, taskGroup))).Runs;
        (await ClaimAsync()).Should().Equal(runs[0].Id);

        for (var i = 0; i < 5; i++)
        {
            var before = Volatile.Read(ref _statements);
            (await ClaimAsync()).Should().BeEmpty();
            (Volatile.Read(ref _statements) - before).Should().BeLessThan(20, "nothing is free");

            await EndAsync(runs[i]);
            before = Volatile.Read(ref _statements);
            (await ClaimAsync()).Should().Equal(runs[i + 1].Id);
            (Volatile.Read(ref _statements) - before).Should().BeLessThan(20, "one task is free");
        }
    }

    private static RunCreation Creation(int runs, string? runGroup, string? taskGroup) => new()
    {
        Scope = Scope.Default,
        Plans = [Plan],
        At = Now,
        Runs = [.. Enumerable.Repeat(
            new NewRun
            {
                Run = new()
                {
                    Scope = Scope.Default,
                    Workflow = "build",
                    Label = "build",
                    PlanHash = Plan.Hash,
                    Event = new() { Name = "push" },
                    Status = WorkflowStatus.Waiting,
                    ConcurrencyGroup = runGroup,
                    CreatedAt = Now,
                    Version = 1,
                    LastEvent = 1,
                },
                Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Waiting, Attempt = 1 }],
                Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting, ConcurrencyGroup = taskGroup }],
                Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = Now }],
            },
            runs)],
    };

    private async Task<IEnumerable<long>> ClaimAsync()
    {
        var claimed = await _store.Runs.ClaimAsync(new() { Worker = "worker", Limit = 10, Now = Now, ExpiresAt = Now.AddSeconds(15) });
        return claimed.Select(task => task.Lease.Task.RunId);
    }

    private async Task EndAsync(WorkflowRun run) => (await _store.Runs.TryApplyAsync(new()
    {
        ExpectedVersion = 1,
        Run = run with { Status = WorkflowStatus.Success, StoppedAt = Now, Version = 2 },
        Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Success, StoppedAt = Now }],
        Events = [],
    })).Should().BeTrue();
}
