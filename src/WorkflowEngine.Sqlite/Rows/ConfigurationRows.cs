using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>What workflows say about job completions, as rows.</summary>
internal static class ConfigurationRows
{
    private const string Columns = "scope, workflow, version, crosses_scopes, configs, usage, created_at, updated_at";

    internal static IReadOnlyList<TriggerConfiguration> List(SqliteConnection connection, Scope? source)
    {
        using var statement = connection.Use($"""
            SELECT {Columns} FROM trigger_configurations WHERE scope = ?1
            UNION SELECT {Columns} FROM trigger_configurations WHERE crosses_scopes = 1
            ORDER BY scope, workflow
            """);
        statement.Bind(source?.Name);
        var rows = new List<TriggerConfiguration>();
        while (statement.Read())
        {
            rows.Add(Read(statement));
        }

        return rows;
    }

    internal static TriggerConfiguration? Find(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use($"SELECT {Columns} FROM trigger_configurations WHERE scope = ? AND workflow = ?");
        return statement.Bind(scope.Name).Bind(workflow).Read() ? Read(statement) : null;
    }

    /// <summary>The stored version; 0 when nothing is stored.</summary>
    internal static long Version(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("SELECT version FROM trigger_configurations WHERE scope = ? AND workflow = ?");
        return statement.Bind(scope.Name).Bind(workflow).Read() ? statement.Int64(0) : 0;
    }

    internal static void Save(SqliteConnection connection, TriggerConfiguration row)
    {
        using var statement = connection.Use($"""
            INSERT INTO trigger_configurations ({Columns}) VALUES (?, ?, 1, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, workflow) DO UPDATE SET
                version = version + 1, crosses_scopes = excluded.crosses_scopes, configs = excluded.configs, usage = excluded.usage,
                updated_at = excluded.updated_at
            """);
        statement.Bind(row.Scope.Name).Bind(row.Workflow).Bind(row.CrossesScopes).Bind(row.Configs).Bind(row.Usage)
            .Bind(row.CreatedAt).Bind(row.UpdatedAt).Run();
    }

    internal static void SaveUsage(SqliteConnection connection, Scope scope, string workflow, string usage)
    {
        using var statement = connection.Use("UPDATE trigger_configurations SET usage = ?, version = version + 1 WHERE scope = ? AND workflow = ?");
        statement.Bind(usage).Bind(scope.Name).Bind(workflow).Run();
    }

    private static TriggerConfiguration Read(SqliteStatement row) => new()
    {
        Scope = new(row.Text(0)),
        Workflow = row.Text(1),
        Version = row.Int64(2),
        CrossesScopes = row.Boolean(3),
        Configs = row.Text(4),
        Usage = row.Text(5),
        CreatedAt = row.Time(6),
        UpdatedAt = row.Time(7),
    };
}
