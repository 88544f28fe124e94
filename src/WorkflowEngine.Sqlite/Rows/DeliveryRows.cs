using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Delivery keys as rows; a run names the delivery it came from.</summary>
internal static class DeliveryRows
{
    /// <summary>Stores a delivery key and gives its id; null when it was known.</summary>
    internal static long? TryInsert(SqliteConnection connection, RunCreation creation)
    {
        using var statement = connection.Use("""
            INSERT INTO trigger_deliveries (scope, delivery_key, arrived_at, run_count) VALUES (?, ?, ?, ?)
            ON CONFLICT (scope, delivery_key) DO NOTHING
            """);
        var inserted = statement.Bind(creation.Scope.Name).Bind(creation.DeliveryKey).Bind(creation.At).Bind(creation.Runs.Count).Run();
        return inserted == 1 ? connection.LastInsertedId : null;
    }

    /// <summary>The runs of a delivery as they are now, in the order they were made.</summary>
    internal static IReadOnlyList<WorkflowRun> ListRuns(SqliteConnection connection, Scope scope, string key)
    {
        using var statement = connection.Use($"""
            SELECT {RunRows.Columns} FROM trigger_deliveries d
            CROSS JOIN workflow_runs r ON r.delivery_id = d.id
            {RunRows.Joins}
            WHERE d.scope = ? AND d.delivery_key = ? ORDER BY r.id
            """);
        statement.Bind(scope.Name).Bind(key);
        var runs = new List<WorkflowRun>();
        while (statement.Read())
        {
            runs.Add(RunRows.Read(statement));
        }

        return runs;
    }

    /// <summary>Deletes a delivery whose runs are all gone.</summary>
    internal static void DeleteUnused(SqliteConnection connection, long deliveryId)
    {
        using var statement = connection.Use("""
            DELETE FROM trigger_deliveries WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM workflow_runs WHERE delivery_id = ?1)
            """);
        statement.Bind(deliveryId).Run();
    }

    /// <summary>Deletes keys that never had runs and arrived before an instant.</summary>
    internal static void DeleteWithoutRuns(SqliteConnection connection, DateTimeOffset before)
    {
        using var statement = connection.Use("DELETE FROM trigger_deliveries WHERE run_count = 0 AND arrived_at < ?");
        statement.Bind(before).Run();
    }
}
