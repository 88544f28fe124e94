using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>What waits for its time or for room, as rows.</summary>
internal static class PendingRows
{
    private const string Columns =
        "id, version, event_id, scope, workflow, trigger_type, is_deferred, takes_events, first_at, due_at, depth, event";

    internal static IReadOnlyList<PendingTrigger> ListDue(SqliteConnection connection, DateTimeOffset now, int limit)
    {
        using var statement = connection.Use($"SELECT {Columns} FROM trigger_pending WHERE due_at <= ? ORDER BY due_at, id LIMIT ?");
        return ReadAll(statement.Bind(now).Bind(Math.Max(0, limit)));
    }

    internal static IReadOnlyList<PendingTrigger> ListTimers(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use(
            $"SELECT {Columns} FROM trigger_pending WHERE scope = ? AND workflow = ? AND takes_events = 1 ORDER BY id");
        return ReadAll(statement.Bind(scope.Name).Bind(workflow));
    }

    internal static IReadOnlyList<DeferredCount> CountDeferred(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("""
            SELECT trigger_type, count(*), min(id) FROM trigger_pending WHERE scope = ? AND workflow = ? AND is_deferred = 1
            GROUP BY trigger_type ORDER BY trigger_type
            """);
        statement.Bind(scope.Name).Bind(workflow);
        var counts = new List<DeferredCount>();
        while (statement.Read())
        {
            counts.Add(new(statement.Text(0), statement.Int32(1), statement.Int64(2)));
        }

        return counts;
    }

    internal static bool IsUnchanged(SqliteConnection connection, PendingTrigger row)
    {
        using var statement = connection.Use("SELECT 1 FROM trigger_pending WHERE id = ? AND version = ?");
        return statement.Bind(row.Id).Bind(row.Version).Read();
    }

    internal static void Save(SqliteConnection connection, PendingChange change)
    {
        var row = change.Row;
        if (change.IsRemoved)
        {
            using var delete = connection.Use("DELETE FROM trigger_pending WHERE id = ?");
            delete.Bind(row.Id).Run();
            return;
        }

        using var statement = connection.Use($"""
            INSERT INTO trigger_pending ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, event_id = excluded.event_id, is_deferred = excluded.is_deferred,
                takes_events = excluded.takes_events, first_at = excluded.first_at, due_at = excluded.due_at, depth = excluded.depth,
                event = excluded.event
            """);
        statement.Bind(row.Id == 0 ? (long?)null : row.Id).Bind(row.Version + 1).Bind(row.EventId).Bind(row.Scope.Name).Bind(row.Workflow)
            .Bind(row.TriggerType).Bind(row.IsDeferred).Bind(row.TakesEvents).Bind(row.FirstAt).Bind(row.DueAt).Bind(row.Depth)
            .Bind(row.Event).Run();
    }

    internal static void Delete(SqliteConnection connection, Scope scope, string workflow, string type)
    {
        using var statement = connection.Use("DELETE FROM trigger_pending WHERE scope = ? AND workflow = ? AND trigger_type = ?");
        statement.Bind(scope.Name).Bind(workflow).Bind(type).Run();
    }

    private static List<PendingTrigger> ReadAll(SqliteStatement statement)
    {
        var rows = new List<PendingTrigger>();
        while (statement.Read())
        {
            rows.Add(new()
            {
                Id = statement.Int64(0),
                Version = statement.Int64(1),
                EventId = statement.Text(2),
                Scope = new(statement.Text(3)),
                Workflow = statement.Text(4),
                TriggerType = statement.Text(5),
                IsDeferred = statement.Boolean(6),
                TakesEvents = statement.Boolean(7),
                FirstAt = statement.Time(8),
                DueAt = statement.Time(9),
                Depth = statement.Int32(10),
                Event = statement.Text(11),
            });
        }

        return rows;
    }
}
