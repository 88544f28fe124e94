using System.Data;
using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Maintenance;

/// <summary>Looks for rows that contradict each other.</summary>
internal static class StoreCheck
{
    private static readonly Dictionary<string, CheckRule> Rules = RunRules.All
        .Concat(DocumentRules.All).Concat(JobRules.All).Concat(EventRules.All).Concat(OwnerRules.All)
        .ToDictionary(rule => rule.Code, StringComparer.Ordinal);

    internal static async Task<IReadOnlyList<StoreFinding>> RunAsync(
        PostgresDatabase database, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await RunAsync(database, connection, limit, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }

    private static async Task<List<StoreFinding>> RunAsync(
        PostgresDatabase database, NpgsqlConnection connection, int limit, CancellationToken cancellationToken)
    {
        // All rules see one moment, or an engine at work would look like damage.
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            // The store's own statements look up a few rows by key; these read whole tables.
            await ExecuteAsync(
                database,
                connection,
                "SET TRANSACTION READ ONLY; SET LOCAL enable_seqscan = on; SET LOCAL plan_cache_mode = auto; SET LOCAL statement_timeout = 0",
                cancellationToken).ConfigureAwait(false);
            var findings = new List<StoreFinding>();
            foreach (var rule in StoreRules.All)
            {
                await RunAsync(database, connection, Rules[rule.Code], limit, findings, cancellationToken).ConfigureAwait(false);
            }

            return findings;
        }
    }

    private static async Task RunAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        CheckRule rule,
        int limit,
        List<StoreFinding> findings,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync(database, connection, "SAVEPOINT rule", cancellationToken).ConfigureAwait(false);
        try
        {
            findings.AddRange(await ReadAsync(database, connection, rule, limit, cancellationToken).ConfigureAwait(false));
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            // A document that is not JSON ends the statement; the other rules are still looked at.
            await ExecuteAsync(database, connection, "ROLLBACK TO rule", cancellationToken).ConfigureAwait(false);
            findings.Add(new(rule.Code, $"the rows cannot be read: {exception.MessageText}"));
        }
    }

    private static async Task<List<StoreFinding>> ReadAsync(
        PostgresDatabase database, NpgsqlConnection connection, CheckRule rule, int limit, CancellationToken cancellationToken)
    {
        var findings = new List<StoreFinding>();
        var sql = database.InSchema(rule.Sql);
        database.Announce(sql);
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(Parameters.Of(limit));
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    findings.Add(new(rule.Code, reader.GetString(3))
                    {
                        RunId = reader.NullableInt64(0),
                        Job = reader.NullableInt32(1),
                        Attempt = reader.NullableInt32(2),
                    });
                }
            }
        }

        return findings;
    }

    private static async Task ExecuteAsync(
        PostgresDatabase database, NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        database.Announce(sql);
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
