using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Counts what the file holds.</summary>
internal static class StatisticsRows
{
    internal static StoreStatistics Read(SqliteConnection connection) => new()
    {
        Tables = ListTables(connection),
        Bytes = connection.ReadInt64("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
        Runs = CountRuns(connection),
        WaitingTasks = connection.ReadInt64("SELECT count(*) FROM workflow_tasks WHERE status = 5"),
        RunningTasks = connection.ReadInt64("SELECT count(*) FROM workflow_tasks WHERE status = 6"),
        OldestWaiting = OldestWaiting(connection),
        LastPosition = connection.ReadInt64("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'workflow_events'), 0)"),
        Observers = ListObservers(connection),
    };

    private static List<StoreTable> ListTables(SqliteConnection connection)
    {
        using var statement = connection.Use("""
            SELECT 'observer_positions', count(*) FROM observer_positions
            UNION ALL SELECT 'trigger_deliveries', count(*) FROM trigger_deliveries
            UNION ALL SELECT 'workflow_definitions', count(*) FROM workflow_definitions
            UNION ALL SELECT 'workflow_events', count(*) FROM workflow_events
            UNION ALL SELECT 'workflow_jobs', count(*) FROM workflow_jobs
            UNION ALL SELECT 'workflow_logs', count(*) FROM workflow_logs
            UNION ALL SELECT 'workflow_plans', count(*) FROM workflow_plans
            UNION ALL SELECT 'workflow_run_inputs', count(*) FROM workflow_run_inputs
            UNION ALL SELECT 'workflow_runs', count(*) FROM workflow_runs
            UNION ALL SELECT 'workflow_scopes', count(*) FROM workflow_scopes
            UNION ALL SELECT 'workflow_steps', count(*) FROM workflow_steps
            UNION ALL SELECT 'workflow_tasks', count(*) FROM workflow_tasks
            """);
        var tables = new List<StoreTable>();
        while (statement.Read())
        {
            tables.Add(new(statement.Text(0), statement.Int64(1)));
        }

        return tables;
    }

    private static Dictionary<WorkflowStatus, long> CountRuns(SqliteConnection connection)
    {
        using var statement = connection.Use("SELECT status, count(*) FROM workflow_runs GROUP BY status");
        var runs = new Dictionary<WorkflowStatus, long>();
        while (statement.Read())
        {
            runs.Add(statement.Status(0), statement.Int64(1));
        }

        return runs;
    }

    private static DateTimeOffset? OldestWaiting(SqliteConnection connection)
    {
        using var statement = connection.Use("""
            SELECT min(r.created_at) FROM workflow_tasks t JOIN workflow_runs r ON r.id = t.run_id WHERE t.status = 5 AND t.queue = 0
            """);
        return statement.Read() ? statement.NullableTime(0) : null;
    }

    private static List<ObserverLag> ListObservers(SqliteConnection connection)
    {
        using var statement = connection.Use("""
            SELECT o.observer, o.position, (SELECT count(*) FROM workflow_events e WHERE e.position > o.position)
            FROM observer_positions o ORDER BY o.observer
            """);
        var observers = new List<ObserverLag>();
        while (statement.Read())
        {
            observers.Add(new(statement.Text(0), statement.Int64(1), statement.Int64(2)));
        }

        return observers;
    }
}
