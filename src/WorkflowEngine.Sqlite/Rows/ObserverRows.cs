using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>How far each observer has come, as rows.</summary>
internal static class ObserverRows
{
    internal static long Find(SqliteConnection connection, string observer)
    {
        using var statement = connection.Use("SELECT position FROM observer_positions WHERE observer = ?");
        return statement.Bind(observer).Read() ? statement.Int64(0) : 0;
    }

    /// <summary>Saves a position unless the stored one is greater; tells whether it did.</summary>
    internal static bool Save(SqliteConnection connection, string observer, long position)
    {
        using var statement = connection.Use("""
            INSERT INTO observer_positions (observer, position) VALUES (?, ?)
            ON CONFLICT (observer) DO UPDATE SET position = excluded.position WHERE excluded.position > position
            """);
        return statement.Bind(observer).Bind(position).Run() > 0;
    }
}
