using System.Diagnostics;
using System.Globalization;
using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Benchmarks;

/// <summary>
/// What operations cost beside a history: the same work on a schema without ended jobs and with as many as wanted, with how many rows the
/// server read for it, and the plans of the statements that look for work.
/// </summary>
public static class GrowthBenchmark
{
    private const int Rounds = 500;
    private const string NewSchema = "growth";
    private static readonly Scope Scope = new("growth");

    private static readonly RunPlan Plan = PlanDocument.Create(
        [new() { Definition = new() { Name = "job" } }], new Dictionary<string, string>());

    /// <summary>Makes the schema <c>growth</c> anew, measures, fills it and measures again.</summary>
    /// <param name="arguments">
    /// <c>--rows N</c>: how many ended jobs, three a run. Default: 1,000,000. <c>--filled SCHEMA</c>: measure a schema as it is instead.
    /// </param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var server = Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES");
        var rows = arguments is ["--rows", var text] && long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var given)
            ? given
            : 1_000_000;
        if (string.IsNullOrEmpty(server) || rows < 3)
        {
            await Console.Error.WriteLineAsync("usage: WORKFLOWENGINE_POSTGRES='Host=...' ... -- growth [--rows N]");
            return 2;
        }

        await using var source = NpgsqlDataSource.Create(server);
        await Console.Out.WriteLineAsync("| ended jobs | create ms | claim ms | complete ms | list ms | by workflow ms | expired ms | rows read per run | large scans |");
        await Console.Out.WriteLineAsync("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        if (arguments is ["--filled", var filled])
        {
            await MeasureAsync(source, server, filled);
            await ExplainAsync(source, filled);
            return 0;
        }

        await ExecuteAsync(source, $"DROP SCHEMA IF EXISTS {NewSchema} CASCADE");
        await MeasureAsync(source, server, NewSchema);
        var watch = Stopwatch.StartNew();
        await FillAsync(source, rows / 3);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"filled in {watch.Elapsed.TotalSeconds:N0} s"));
        await MeasureAsync(source, server, NewSchema);
        await ExplainAsync(source, NewSchema);
        return 0;
    }

    private static async Task MeasureAsync(NpgsqlDataSource source, string server, string schema)
    {
        await using (var store = Open(server, schema))
        {
            await store.InitializeAsync();
            await WorkAsync(store, new());
        }

        var before = await CountAsync(source, schema);
        var times = new Times();
        await using (var store = Open(server, schema))
        {
            await WorkAsync(store, times);
        }

        // The server counts what a session read when the session has ended.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var after = await CountAsync(source, schema);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {before.Jobs:N0} | {times.Create / Rounds:N2} | {times.Claim / Rounds:N2} | {times.Complete / Rounds:N2} | {times.List / Rounds:N2} | "
            + $"{times.ListOfWorkflow / Rounds:N2} | {times.Expired / Rounds:N2} | {(after.Read - before.Read) / (double)Rounds:N1} | {after.Scans - before.Scans} |"));
    }

    private static PostgresWorkflowStore Open(string server, string schema) =>
        new(new() { ConnectionString = server, Schema = schema }, TimeProvider.System);

    private static async Task WorkAsync(PostgresWorkflowStore store, Times times)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var now = TimeProvider.System.GetUtcNow();
            WorkflowRun run = null!;
            times.Create += await TimeAsync(async () => run = (await store.Runs.TryCreateAsync(Creation(now))).Runs[0]);
            times.Claim += await TimeAsync(() => store.Runs.ClaimAsync(new() { Worker = "worker", Limit = 10, Now = now, ExpiresAt = now.AddSeconds(15) }));
            times.Complete += await TimeAsync(() => store.Runs.TryApplyAsync(End(run, now)));
            times.List += await TimeAsync(() => store.Runs.ListAsync(new() { Limit = 20 }));
            times.ListOfWorkflow += await TimeAsync(() => store.Runs.ListAsync(new() { Scope = Scope, Workflow = "build", Limit = 20 }));
            times.Expired += await TimeAsync(() => store.Runs.ListExpiredLeasesAsync(now, 100));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> operation)
    {
        var start = Stopwatch.GetTimestamp();
        await operation();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static RunCreation Creation(DateTimeOffset now) => new()
    {
        Scope = Scope,
        Plans = [Plan],
        At = now,
        Runs =
        [
            new()
            {
                Run = new()
                {
                    Scope = Scope,
                    Workflow = "build",
                    Label = "build",
                    PlanHash = Plan.Hash,
                    Event = new() { Scope = Scope, Name = "push" },
                    Status = WorkflowStatus.Waiting,
                    ConcurrencyGroup = "group-1",
                    CreatedAt = now,
                    Version = 1,
                    LastEvent = 1,
                },
                Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Waiting, Attempt = 1 }],
                Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting }],
                Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = now }],
            },
        ],
    };

    private static RunChange End(WorkflowRun run, DateTimeOffset now) => new()
    {
        ExpectedVersion = 1,
        Run = run with { Status = WorkflowStatus.Success, StoppedAt = now, Version = 2, LastEvent = 2 },
        Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Success, Attempt = 1, StoppedAt = now }],
        Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Success, StoppedAt = now }],
        Events = [new() { RunId = run.Id, Sequence = 2, Kind = RunEventKind.Run, Status = WorkflowStatus.Success, At = now }],
    };

    private static async Task FillAsync(NpgsqlDataSource source, long runs)
    {
        await ExecuteAsync(source, $"SET search_path = {NewSchema}; {History(runs)}");
        await ExecuteAsync(source, "VACUUM ANALYZE");
    }

    private static string History(long runs) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO workflow_plans (hash, document) VALUES ('history', '');
        CREATE TEMPORARY TABLE new_runs AS SELECT nextval('workflow_run_ids') AS id, g FROM generate_series(1, {runs}) g;
        INSERT INTO workflow_runs
        SELECT
            id, 'growth', g, 'workflow-' || g % 100, 'build', (SELECT id FROM workflow_plans WHERE hash = 'history'), NULL, NULL, NULL, NULL, 1,
            NULL, NULL, false, false, NULL, 0, CASE WHEN g % 10 = 0 THEN 'group-' || g % 1000 END, false, g, g, g, 5, 8
        FROM new_runs;
        INSERT INTO workflow_run_inputs SELECT id, '', NULL FROM new_runs;
        INSERT INTO workflow_jobs
        SELECT id, j, 5, 'job', 'job', 1, NULL, NULL, 1, 0, 0, NULL, NULL, 'worker', g, g FROM new_runs, generate_series(0, 2) j;
        INSERT INTO workflow_tasks
        SELECT id, j, 1, 1, 0, NULL, 0, '', CASE WHEN g % 10 = 0 THEN E'growth\ngroup-' || g % 1000 END, false, NULL, NULL, g, 'worker', g, g, 0
        FROM new_runs, generate_series(0, 2) j;
        INSERT INTO workflow_steps
        SELECT id, j, 1, 0, 'step', 'step', 1, NULL, NULL, 0, NULL, g, g FROM new_runs, generate_series(0, 2) j;
        INSERT INTO workflow_events (position, run_id, last_sequence, count, document)
        SELECT nextval('workflow_event_positions'), id, e * 4, 4, repeat('x', 200) FROM new_runs, generate_series(1, 2) e
        """);

    private static async Task<(long Read, long Scans, long Jobs)> CountAsync(NpgsqlDataSource source, string schema)
    {
        await using var command = source.CreateCommand($"""
            SELECT
                (SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE schemaname = '{schema}'),
                (SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables WHERE schemaname = '{schema}' AND relname IN (
                    'workflow_runs', 'workflow_run_inputs', 'workflow_jobs', 'workflow_tasks', 'workflow_steps', 'workflow_events')),
                (SELECT n_live_tup FROM pg_stat_user_tables WHERE schemaname = '{schema}' AND relname = 'workflow_jobs')
            """);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The plans of what a claim does inside its function, and of the lists, as the server made them.</summary>
    private static async Task ExplainAsync(NpgsqlDataSource source, string schema)
    {
        await using var connection = await source.OpenConnectionAsync();
        connection.Notice += (_, notice) => Console.Out.WriteLine(notice.Notice.MessageText);
        await using var command = new NpgsqlCommand(
            $"""
            LOAD 'auto_explain';
            SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on;
            SET auto_explain.log_timing = off; SET auto_explain.log_level = notice; SET search_path = {schema};
            BEGIN;
            SELECT count(*) FROM claim_tasks('worker', 10, '{"{}"}', NULL, 99999999999999999, 99999999999999999, ARRAY[1,2,3,4,5,6,7,8,9,10]);
            SELECT delete_runs(10, 0, 10, 5);
            ROLLBACK
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Times
    {
        public double Create { get; set; }

        public double Claim { get; set; }

        public double Complete { get; set; }

        public double List { get; set; }

        public double ListOfWorkflow { get; set; }

        public double Expired { get; set; }
    }
}
