using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Maintenance;

/// <summary>Counts what the schema holds. Rows of tables are the server's estimates, which cost nothing.</summary>
internal static class StatisticsRows
{
    internal static async Task<StoreStatistics> ReadAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var tables = await ListTablesAsync(database, cancellationToken).ConfigureAwait(false);
        var runs = await database.ListAsync(
            database.InSchema("SELECT status, count(*) FROM @workflow_runs GROUP BY status"),
            [],
            static row => (Status: row.Status(0), Runs: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        var work = await database.ListAsync(
            database.InSchema("""
                SELECT
                    (SELECT count(*) FROM @workflow_tasks WHERE status = 5), (SELECT count(*) FROM @workflow_tasks WHERE status = 6),
                    (SELECT min(r.created_at) FROM @workflow_tasks t JOIN @workflow_runs r ON r.id = t.run_id WHERE t.status = 5 AND t.queue = 0),
                    (SELECT coalesce(max(position), 0) FROM @workflow_events)
                """),
            [],
            static row => (Waiting: row.GetInt64(0), Running: row.GetInt64(1), Oldest: row.NullableTime(2), Last: row.GetInt64(3)),
            cancellationToken).ConfigureAwait(false);
        return new()
        {
            Tables = tables,
            Bytes = tables.Sum(static table => table.Bytes),
            Runs = runs.ToDictionary(static entry => entry.Status, static entry => entry.Runs),
            WaitingTasks = work[0].Waiting,
            RunningTasks = work[0].Running,
            OldestWaiting = work[0].Oldest,
            LastPosition = work[0].Last,
            Observers = await ListObserversAsync(database, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyList<StoreTable>> ListTablesAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        await database.ListAsync(
            """
            SELECT c.relname::text, greatest(c.reltuples::bigint, coalesce(s.n_live_tup, 0)), pg_total_relation_size(c.oid), coalesce(s.n_dead_tup, 0)
            FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
            WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND c.relkind = 'r' ORDER BY c.relname
            """,
            [Parameters.Of(database.Schema)],
            static row => new StoreTable(row.GetString(0), row.GetInt64(1)) { Bytes = row.GetInt64(2), DeadRows = row.GetInt64(3) },
            cancellationToken).ConfigureAwait(false);

    private static async Task<IReadOnlyList<ObserverLag>> ListObserversAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        await database.ListAsync(
            database.InSchema("""
                SELECT o.observer, o.position, (SELECT count(*) FROM @workflow_events e WHERE e.position > o.position)
                FROM @observer_positions o ORDER BY o.observer
                """),
            [],
            static row => new ObserverLag(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);
}
