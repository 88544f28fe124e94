using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Deletes ended runs with all that belongs to them.</summary>
internal static class RunDeletion
{
    internal static int DeleteBefore(SqliteConnection connection, DateTimeOffset stoppedBefore, int limit)
    {
        var runs = ListStopped(connection, stoppedBefore, limit);
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
        statement.Bind(stoppedBefore).Bind(Math.Max(0, limit));
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
