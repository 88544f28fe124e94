using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>Two store objects on one file, which is what two processes are.</summary>
public sealed class SqliteProcessesTests : IAsyncDisposable
{
    private static readonly RunPlan Plan = PlanDocument.Create([new() { Definition = new() { Name = "job" } }], new Dictionary<string, string>());
    private readonly SqliteStoreFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Each_task_is_claimed_by_one_of_them()
    {
        var stores = new[] { await OpenAsync(), await OpenAsync() };
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => CreateAsync(stores[i % 2])));

        var claimed = await Task.WhenAll(stores.Select(async store =>
        {
            var tasks = new List<TaskKey>();
            while (await store.Runs.ClaimAsync(Request(3)) is { Count: > 0 } some)
            {
                tasks.AddRange(some.Select(task => task.Lease.Task));
            }

            return tasks;
        }));

        claimed.SelectMany(tasks => tasks).Should().HaveCount(200).And.OnlyHaveUniqueItems();
        var runs = await stores[0].Runs.ListAsync(new() { Limit = 1000 });
        runs.Select(run => run.Number).Should().Equal(Enumerable.Range(1, 200).Reverse().Select(number => (long)number));
    }

    [Fact]
    public async Task Work_of_one_wakes_the_other()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var work = here.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        await CreateAsync(there);

        await work;
        (await here.Runs.ClaimAsync(Request(1))).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_reported_done_is_there_after_all_have_gone()
    {
        await CreateAsync(await OpenAsync());
        await _fixture.CloseAsync();

        (await (await OpenAsync()).Runs.ListAsync(new())).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_reported_done_is_in_the_file_before_anybody_has_gone()
    {
        await CreateAsync(await OpenAsync());
        var copy = Path.Combine(Path.GetDirectoryName(_fixture.File)!, "copy.db");
        foreach (var ending in new[] { string.Empty, "-wal" })
        {
            File.Copy(_fixture.File + ending, copy + ending);
        }

        await using var store = new SqliteWorkflowStore(new() { Path = copy }, _fixture.Time);
        await store.InitializeAsync(TestContext.Current.CancellationToken);

        (await store.Runs.ListAsync(new(), TestContext.Current.CancellationToken)).Should().ContainSingle();
    }

    private ClaimRequest Request(int limit) =>
        new() { Worker = "worker", Limit = limit, Now = _fixture.Time.GetUtcNow(), ExpiresAt = _fixture.Time.GetUtcNow().AddSeconds(15) };

    private async Task<IWorkflowStore> OpenAsync()
    {
        var store = await _fixture.OpenAsync();
        await store.InitializeAsync();
        return store;
    }

    private async Task CreateAsync(IWorkflowStore store)
    {
        var now = _fixture.Time.GetUtcNow();
        await store.Runs.TryCreateAsync(new()
        {
            Scope = Scope.Default,
            Plans = [Plan],
            At = now,
            Runs =
            [
                new()
                {
                    Run = new()
                    {
                        Scope = Scope.Default,
                        Workflow = "build",
                        Label = "build",
                        PlanHash = Plan.Hash,
                        Event = new() { Name = "push" },
                        Status = WorkflowStatus.Waiting,
                        CreatedAt = now,
                        Version = 1,
                        LastEvent = 1,
                    },
                    Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Waiting, Attempt = 1 }],
                    Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting }],
                    Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = now }],
                },
            ],
        });
    }
}
