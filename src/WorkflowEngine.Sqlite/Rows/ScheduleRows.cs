using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Schedules as rows.</summary>
internal static class ScheduleRows
{
    /// <summary>
    /// Makes the schedules of an origin, or of one workflow of it, those given; one that is there already keeps its place in time.
    /// </summary>
    internal static void Replace(
        SqliteConnection connection, Scope scope, string origin, string? workflow, IReadOnlyList<StoredSchedule> schedules)
    {
        var stored = ListKeys(connection, scope, origin, workflow);
        foreach (var schedule in schedules)
        {
            if (!stored.Remove((schedule.Key.Workflow, schedule.Key.Trigger)))
            {
                Insert(connection, schedule);
            }
        }

        foreach (var (gone, trigger) in stored)
        {
            using var statement = connection.Use("DELETE FROM schedules WHERE scope = ? AND origin = ? AND workflow = ? AND trigger = ?");
            statement.Bind(scope.Name).Bind(origin).Bind(gone).Bind(trigger).Run();
        }
    }

    internal static void Remove(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("DELETE FROM schedules WHERE scope = ? AND workflow = ?");
        statement.Bind(scope.Name).Bind(workflow).Run();
    }

    internal static IReadOnlyList<StoredSchedule> List(SqliteConnection connection, IReadOnlyList<Scope> scopes, int limit)
    {
        using var statement = connection.Use("""
            SELECT scope, origin, workflow, trigger, due_at, fire_at, fired_at FROM schedules INDEXED BY schedules_next
            WHERE fire_at IS NOT NULL ORDER BY fire_at, id
            """);
        var listed = new List<StoredSchedule>();
        while (listed.Count < limit && statement.Read())
        {
            var scope = new Scope(statement.Text(0));
            if (scopes.Count == 0 || scopes.Contains(scope))
            {
                listed.Add(new()
                {
                    Key = new(scope, statement.Text(1), statement.Text(2), statement.Text(3)),
                    DueAt = statement.NullableTime(4),
                    FireAt = statement.NullableTime(5),
                    FiredAt = statement.NullableTime(6),
                });
            }
        }

        return listed;
    }

    /// <summary>Moves a schedule on if it is still where the step begins.</summary>
    internal static bool TryAdvance(SqliteConnection connection, ScheduleFiring firing)
    {
        using var statement = connection.Use("""
            UPDATE schedules SET due_at = ?, fire_at = ?, fired_at = coalesce(?, fired_at)
            WHERE scope = ? AND origin = ? AND workflow = ? AND trigger = ? AND due_at = ?
            """);
        var key = firing.Key;
        return statement.Bind(firing.DueAt).Bind(firing.FireAt).Bind(firing.FiredAt)
            .Bind(key.Scope.Name).Bind(key.Origin).Bind(key.Workflow).Bind(key.Trigger).Bind(firing.Expected).Run() == 1;
    }

    private static HashSet<(string Workflow, string Trigger)> ListKeys(
        SqliteConnection connection, Scope scope, string origin, string? workflow)
    {
        using var statement = connection.Use("SELECT workflow, trigger FROM schedules WHERE scope = ? AND origin = ?");
        statement.Bind(scope.Name).Bind(origin);
        var keys = new HashSet<(string Workflow, string Trigger)>();
        while (statement.Read())
        {
            if (workflow is null || workflow == statement.Text(0))
            {
                keys.Add((statement.Text(0), statement.Text(1)));
            }
        }

        return keys;
    }

    private static void Insert(SqliteConnection connection, StoredSchedule schedule)
    {
        using var statement = connection.Use("""
            INSERT INTO schedules (scope, origin, workflow, trigger, due_at, fire_at, fired_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
        var key = schedule.Key;
        statement.Bind(key.Scope.Name).Bind(key.Origin).Bind(key.Workflow).Bind(key.Trigger)
            .Bind(schedule.DueAt).Bind(schedule.FireAt).Bind(schedule.FiredAt).Run();
    }
}
