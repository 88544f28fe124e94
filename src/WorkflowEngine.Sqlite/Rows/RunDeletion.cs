using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Deletes ended runs with all that belongs to them.</summary>
internal static class RunDeletion
{
    internal static int DeleteBefore(SqliteConnection connection, DateTimeOffset stoppedBefore, int limit) =>
        Delete(connection, ListStopped(connection, stoppedBefore, limit), stoppedBefore);

    internal static int Delete(SqliteConnection connection, RunRetention retention, int limit) =>
        Delete(connection, ListNotKept(connection, retention, limit), retention.StoppedBefore);

    private static int Delete(SqliteConnection connection, List<(long Id, long PlanId, long? DeliveryId)> runs, DateTimeOffset stoppedBefore)
    {
        foreach (var (id, _, _) in runs)
        {
            Delete(connection, "DELETE FROM workflow_jobs WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_tasks WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_steps WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_events WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_logs WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_run_inputs WHERE run_id = ?", id);
            Delete(connection, "DELETE FROM workflow_runs WHERE id = ?", id);
        }

        foreach (var (_, planId, deliveryId) in runs)
        {
            PlanRows.DeleteUnused(connection, planId);
            if (deliveryId is { } delivery)
            {
                DeliveryRows.DeleteUnused(connection, delivery);
            }
        }

        DeliveryRows.DeleteWithoutRuns(connection, stoppedBefore);
        return runs.Count;
    }

    private static List<(long Id, long PlanId, long? DeliveryId)> ListStopped(
        SqliteConnection connection, DateTimeOffset stoppedBefore, int limit)
    {
        using var statement = connection.Use("""
            SELECT id, plan_id, delivery_id FROM workflow_runs WHERE status < 5 AND stopped_at < ? ORDER BY stopped_at, id LIMIT ?
            """);
        return Read(statement.Bind(stoppedBefore).Bind(Math.Max(0, limit)));
    }

    private static List<(long Id, long PlanId, long? DeliveryId)> ListNotKept(SqliteConnection connection, RunRetention retention, int limit)
    {
        using var statement = connection.Use("""
            SELECT r.id, r.plan_id, r.delivery_id
            FROM workflow_runs r INDEXED BY workflow_runs_stopped CROSS JOIN workflow_scopes s ON s.scope = r.scope
            WHERE r.status < 5 AND r.stopped_at < ?1 AND r.number <= s.last_number - ?2
            AND (r.stopped_at < ?3 OR NOT EXISTS (
                SELECT 1 FROM workflow_events e
                WHERE e.run_id = r.id AND e.position > (SELECT coalesce(min(position), 9223372036854775807) FROM observer_positions)))
            ORDER BY r.stopped_at, r.id LIMIT ?4
            """);
        return Read(statement.Bind(retention.StoppedBefore).Bind(retention.KeepNewest).Bind(retention.UnreadBefore).Bind(Math.Max(0, limit)));
    }

    private static List<(long Id, long PlanId, long? DeliveryId)> Read(SqliteStatement statement)
    {
        var runs = new List<(long, long, long?)>();
        while (statement.Read())
        {
            runs.Add((statement.Int64(0), statement.Int64(1), statement.NullableInt64(2)));
        }

        return runs;
    }

    private static void Delete(SqliteConnection connection, string sql, long runId)
    {
        using var statement = connection.Use(sql);
        statement.Bind(runId).Run();
    }
}
