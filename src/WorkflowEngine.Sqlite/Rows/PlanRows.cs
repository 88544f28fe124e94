using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Plans as rows, shared by all runs with the same content.</summary>
internal static class PlanRows
{
    /// <summary>The id of a stored plan; null when there is none with the hash.</summary>
    internal static long? FindId(SqliteConnection connection, string hash)
    {
        using var statement = connection.Use("SELECT id FROM workflow_plans WHERE hash = ?");
        return statement.Bind(hash).Read() ? statement.Int64(0) : null;
    }

    internal static long Insert(SqliteConnection connection, RunPlan plan)
    {
        using var statement = connection.Use("INSERT INTO workflow_plans (hash, document) VALUES (?, ?)");
        statement.Bind(plan.Hash).BindUtf8(PlanDocument.WriteUtf8(plan)).Run();
        return connection.LastInsertedId;
    }

    internal static RunPlan? Find(SqliteConnection connection, string hash)
    {
        using var statement = connection.Use("SELECT document FROM workflow_plans WHERE hash = ?");
        return statement.Bind(hash).Read() ? PlanDocument.Read(statement.Utf8(0), hash) : null;
    }

    internal static void DeleteUnused(SqliteConnection connection, long planId)
    {
        using var statement = connection.Use("""
            DELETE FROM workflow_plans WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM workflow_runs WHERE plan_id = ?1)
            """);
        statement.Bind(planId).Run();
    }
}
