using System.Collections.Concurrent;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>What the operations cost as the history grows, as SQLite itself plans it.</summary>
public sealed class SqliteQueryPlanTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workflow-engine-").FullName;
    private readonly ConcurrentQueue<string> _statements = new();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task No_statement_but_the_list_of_all_runs_walks_a_table()
    {
        var path = Path.Combine(_folder, "store.db");
        await using (var store = new SqliteWorkflowStore(new() { Path = path }, TimeProvider.System, _statements.Enqueue))
        {
            await store.InitializeAsync();
            _statements.Clear();
            await CallEverythingAsync(store);
        }

        using var connection = SqliteConnection.Open(path, create: false, TimeSpan.FromSeconds(5), null);
        var walks = _statements.Distinct()
            .Where(sql => sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("UPDATE", StringComparison.Ordinal)
                || sql.StartsWith("DELETE", StringComparison.Ordinal))
            .SelectMany(sql => Plan(connection, sql).Select(step => $"{sql}\n  => {step}"))
            .Where(step => step.Contains("=> SCAN", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal));

        walks.Should().BeEmpty();
    }

    private static IEnumerable<string> Plan(SqliteConnection connection, string sql)
    {
        using var statement = connection.Use("EXPLAIN QUERY PLAN " + sql);
        while (statement.Read())
        {
            yield return statement.Text(3);
        }
    }

    private static async Task CallEverythingAsync(SqliteWorkflowStore store)
    {
        var now = TimeProvider.System.GetUtcNow();
        var plan = PlanDocument.Create([new() { Definition = new() { Name = "job" } }], new Dictionary<string, string>());
        var run = Run(plan, now);
        await store.Catalog.SaveAsync(Scope.Default, "files", [new() { Ref = "build" }]);
        await store.Catalog.SaveAsync(Scope.Default, "files", []);
        await store.Catalog.ListAsync(Scope.Default);
        await store.Catalog.FindAsync(Scope.Default, "build");
        var creation = new RunCreation { Scope = Scope.Default, DeliveryKey = "key", Plans = [plan], Runs = [run, run], At = now };
        var created = (await store.Runs.TryCreateAsync(creation)).Runs;
        await store.Runs.TryCreateAsync(creation);
        var claimed = await store.Runs.ClaimAsync(
            new() { Worker = "worker", Limit = 10, Labels = ["linux"], Now = now.AddSeconds(2), ExpiresAt = now.AddMinutes(1) });
        var lease = claimed.Should().ContainSingle().Subject.Lease;
        await store.Runs.RenewAsync([lease], now);
        await store.Logs.AppendAsync(lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "line", At = now }]);
        await store.Logs.AppendAsync(lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "line", At = now }]);
        await store.Logs.ReadAsync(new(lease.Task.RunId));
        await store.Logs.ReadAsync(new(lease.Task.RunId) { Job = 0 });
        await store.Runs.ListExpiredLeasesAsync(now, 10);
        await store.Runs.TryApplyAsync(new()
        {
            ExpectedVersion = 1,
            Run = created[0] with { Status = WorkflowStatus.Success, Version = 2, StoppedAt = now },
            Tasks = [run.Tasks[0] with { Status = WorkflowStatus.Success, StoppedAt = now, CloseSteps = true }],
            Events = [],
        });
        await ReadEverythingAsync(store, created[0]);
        await store.Runs.DeleteBeforeAsync(now.AddSeconds(1), 10);
    }

    private static async Task ReadEverythingAsync(SqliteWorkflowStore store, WorkflowRun run)
    {
        await store.Runs.GetAsync(run.Id);
        await store.Runs.GetAsync(run.Id, 1);
        await store.Runs.GetStepsAsync(run.Id);
        await store.Runs.GetPlanAsync(run.PlanHash);
        await store.Runs.ReadEventsAsync(0, 10);
        await store.Runs.ReadRunEventsAsync(run.Id, 0, 10);
        await store.Runs.SaveObserverPositionAsync("observer", 1);
        await store.Runs.GetObserverPositionAsync("observer");
        await store.Runs.ListAsync(new() { Scope = Scope.Default });
        await store.Runs.ListAsync(new() { Scope = Scope.Default, Workflow = "build" });
        await store.Runs.ListAsync(new() { Scope = Scope.Default, ConcurrencyGroup = "group", Statuses = [WorkflowStatus.Running] });
    }

    private static NewRun Run(RunPlan plan, DateTimeOffset now) => new()
    {
        Run = new()
        {
            Scope = Scope.Default,
            Workflow = "build",
            Label = "build",
            PlanHash = plan.Hash,
            Event = new() { Name = "push" },
            Status = WorkflowStatus.Waiting,
            ConcurrencyGroup = "group",
            CreatedAt = now,
            Version = 1,
            LastEvent = 1,
        },
        Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Waiting, Attempt = 1 }],
        Tasks =
        [
            new()
            {
                Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting, Labels = ["linux"], ConcurrencyGroup = "jobs", NotBefore = now.AddSeconds(1),
            },
        ],
        Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = now }],
    };
}
