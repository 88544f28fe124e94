using System.Globalization;
using Npgsql;
using WorkflowEngine.Postgres;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>What is done many times a second costs the same however many runs have ended.</summary>
public sealed class PostgresGrowthTests : IAsyncLifetime
{
    private const int History = 50_000;
    private readonly PostgresStoreFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task No_operation_walks_over_a_table_of_200_000_rows()
    {
        await (await _fixture.OpenAsync()).InitializeAsync();
        await _fixture.ExecuteAsync(HistorySql);
        var before = await CountReadsAsync();

        await WorkAsync();

        var after = await CountReadsAsync();
        (after.Scans - before.Scans).Should().Be(0, "no large table is read from end to end");
        (after.Rows - before.Rows).Should().BeLessThan(History / 2, "no large index is read from end to end");
    }

    /// <summary>Everything that engines do all the time, on connections of its own, whose counts the server has when they are closed.</summary>
    private async Task WorkAsync()
    {
        var text = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { ApplicationName = $"{_fixture.Schema}-work" };
        await using (var store = new PostgresWorkflowStore(
            new() { ConnectionString = text.ConnectionString, Schema = _fixture.Schema, UseDatabaseTime = false }, TimeProvider.System))
        {
            for (var i = 0; i < 10; i++)
            {
                var creation = PostgresSample.Creation(group: "group", taskGroup: "task") with { DeliveryKey = i.ToString(CultureInfo.InvariantCulture) };
                var run = (await store.Runs.TryCreateAsync(creation)).Runs[0];
                await store.Runs.TryCreateAsync(creation);
                var lease = (await store.Runs.ClaimAsync(PostgresSample.Claim())).Single().Lease;
                await store.Runs.RenewAsync([lease], PostgresSample.Now.AddSeconds(15));
                await store.Logs.AppendAsync(
                    lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "line", At = PostgresSample.Now }]);
                await store.Runs.GetAsync(run.Id);
                await store.Runs.GetStepsAsync(run.Id);
                (await store.Runs.TryApplyAsync(PostgresSample.End(run))).Should().BeTrue();
                await store.Logs.ReadAsync(new(run.Id));
                await store.Runs.ReadRunEventsAsync(run.Id, 0, 100);
                await store.Runs.ListExpiredLeasesAsync(PostgresSample.Now, 100);
                await store.Runs.ListSupersededAsync(100);
                await store.Runs.ListAsync(new() { Limit = 20 });
                await store.Runs.ListAsync(new() { Scope = WorkflowEngine.Definitions.Scope.Default, Workflow = "build", Limit = 20 });
                await store.Runs.ReadEventsAsync(History + 1, 100);
                await store.Maintenance.DeleteAsync(
                    new() { StoppedBefore = PostgresSample.Now.AddYears(-90), UnreadBefore = PostgresSample.Now.AddYears(-90) }, 10);
            }
        }

        while (await PostgresServer.CountAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{_fixture.Schema}-work'") > 0)
        {
            // A session that was closed is on its way out.
        }
    }

    private async Task<(long Scans, long Rows)> CountReadsAsync() => (
        await PostgresServer.CountAsync($"""
            SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables
            WHERE schemaname = '{_fixture.Schema}' AND relname IN (
                'workflow_runs', 'workflow_run_inputs', 'workflow_jobs', 'workflow_tasks', 'workflow_steps', 'workflow_events')
            """),
        await PostgresServer.CountAsync($"SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE schemaname = '{_fixture.Schema}'"));

    private static string EventText => EventDocument.Write(PostgresSample.Creation().Runs[0].Run.Event).Replace("'", "''", StringComparison.Ordinal);

    private static string HistorySql => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO workflow_plans (hash, document) VALUES ('history', '');
        INSERT INTO workflow_scopes VALUES ('history', {History});
        SELECT setval('workflow_run_ids', {History});
        SELECT setval('workflow_event_positions', {History} + 1);
        INSERT INTO workflow_runs
        SELECT g, 'history' || g % 100, g, 'build', 'build', 1, NULL, NULL, NULL, NULL, 1, NULL, NULL, false, false, NULL, 0, 'group', false, g, g, g, 2, 2
        FROM generate_series(1, {History}) g;
        INSERT INTO workflow_run_inputs SELECT g, '{EventText}', NULL FROM generate_series(1, {History}) g;
        INSERT INTO workflow_jobs SELECT g, 0, 1, 'job', 'job', 1, NULL, NULL, 1, 0, 0, NULL, NULL, 'worker', g, g FROM generate_series(1, {History}) g;
        INSERT INTO workflow_tasks
        SELECT g, 0, 1, 1, 0, NULL, 0, '', E'history\ntask', false, NULL, NULL, g, 'worker', g, g, 0 FROM generate_series(1, {History}) g;
        INSERT INTO workflow_steps SELECT g, 0, 1, 0, 'step', 'step', 1, NULL, NULL, 0, NULL, g, g FROM generate_series(1, {History}) g;
        INSERT INTO workflow_events (position, run_id, last_sequence, count, document) SELECT g, g, 2, 2, '' FROM generate_series(1, {History}) g;
        ANALYZE
        """);
}
