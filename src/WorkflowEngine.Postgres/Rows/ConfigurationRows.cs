using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>What workflows say about job completions, as rows.</summary>
internal static class ConfigurationRows
{
    private const string Columns = "scope, workflow, version, crosses_scopes, configs, usage, created_at, updated_at";

    internal static Task<List<TriggerConfiguration>> ListAsync(PostgresDatabase database, Scope? source, CancellationToken cancellationToken) =>
        database.ListAsync(
            database.InSchema($"""
                SELECT {Columns} FROM @trigger_configurations WHERE scope = $1
                UNION SELECT {Columns} FROM @trigger_configurations WHERE crosses_scopes
                ORDER BY scope, workflow
                """),
            [Parameters.Of(source?.Name)],
            Read,
            cancellationToken);

    internal static async Task<TriggerConfiguration?> FindAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, Scope scope, string workflow, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            transaction,
            database.InSchema($"SELECT {Columns} FROM @trigger_configurations WHERE scope = $1 AND workflow = $2"),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            Read,
            cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Saves a configuration over the expected version; false when the stored one is another.</summary>
    internal static async Task<bool> TrySaveAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, TriggerConfiguration row, long expected, CancellationToken cancellationToken)
    {
        var sql = expected == 0
            ? $"""
                INSERT INTO @trigger_configurations ({Columns}) VALUES ($1, $2, 1, $3, $4, $5, $6, $7)
                ON CONFLICT DO NOTHING RETURNING version
                """
            : """
                UPDATE @trigger_configurations SET version = version + 1, crosses_scopes = $3, configs = $4, usage = $5, updated_at = $7
                WHERE scope = $1 AND workflow = $2 AND version = $8 AND $6::bigint IS NOT NULL RETURNING version
                """;
        NpgsqlParameter[] parameters =
        [
            Parameters.Of(row.Scope.Name), Parameters.Of(row.Workflow), Parameters.Of(row.CrossesScopes), Parameters.Of(row.Configs),
            Parameters.Of(row.Usage), Parameters.Of(row.CreatedAt), Parameters.Of(row.UpdatedAt),
        ];
        var saved = await database.ListAsync(
            transaction,
            database.InSchema(sql),
            expected == 0 ? parameters : [.. parameters, Parameters.Of(expected)],
            static row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return saved.Count == 1;
    }

    /// <summary>Whether all guards hold; those with usage take their rows and store it.</summary>
    internal static async Task<bool> AreAsExpectedAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, IReadOnlyList<TriggerGuard> guards, CancellationToken cancellationToken)
    {
        if (guards.Count == 0)
        {
            return true;
        }

        var held = await database.ListAsync(
            transaction,
            database.InSchema("""
                SELECT g.scope FROM unnest($1, $2, $3) AS g (scope, workflow, version)
                LEFT JOIN @trigger_configurations c ON c.scope = g.scope AND c.workflow = g.workflow
                WHERE coalesce(c.version, 0) = g.version
                AND EXISTS (SELECT 1 FROM @workflow_definitions d WHERE d.scope = g.scope AND d.ref = g.workflow)
                """),
            Keys(guards),
            static _ => true,
            cancellationToken).ConfigureAwait(false);
        if (held.Count != guards.Count)
        {
            return false;
        }

        foreach (var guard in guards)
        {
            if (guard.Usage is { } usage && !await TrySaveUsageAsync(database, transaction, guard, usage, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> TrySaveUsageAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, TriggerGuard guard, string usage, CancellationToken cancellationToken)
    {
        var saved = await database.ListAsync(
            transaction,
            database.InSchema("""
                UPDATE @trigger_configurations SET usage = $4, version = version + 1
                WHERE scope = $1 AND workflow = $2 AND version = $3 RETURNING version
                """),
            [Parameters.Of(guard.Scope.Name), Parameters.Of(guard.Workflow), Parameters.Of(guard.ExpectedVersion), Parameters.Of(usage)],
            static row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return saved.Count == 1;
    }

    private static NpgsqlParameter[] Keys(IReadOnlyList<TriggerGuard> guards) =>
    [
        Parameters.OfTexts(guards.Select(guard => guard.Scope.Name)),
        Parameters.OfTexts(guards.Select(guard => guard.Workflow)),
        Parameters.Of(guards.Select(guard => guard.ExpectedVersion).ToArray()),
    ];

    private static TriggerConfiguration Read(NpgsqlDataReader row) => new()
    {
        Scope = new(row.GetString(0)),
        Workflow = row.GetString(1),
        Version = row.GetInt64(2),
        CrossesScopes = row.GetBoolean(3),
        Configs = row.GetString(4),
        Usage = row.GetString(5),
        CreatedAt = PostgresTime.FromStored(row.GetInt64(6)),
        UpdatedAt = PostgresTime.FromStored(row.GetInt64(7)),
    };
}
