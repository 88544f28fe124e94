using System.Security.Cryptography;
using System.Text;
using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>
/// Brings the store's schema to this version: the scripts its journal does not name, in order, in one transaction. A role that may not
/// create anything can start once another one has brought the schema there.
/// </summary>
internal static class PostgresSchema
{
    /// <param name="database">The database.</param>
    /// <param name="now">The instant to note in the journal.</param>
    /// <param name="last">The last script to run; null for all. Tests make older schemas with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static Task ApplyAsync(PostgresDatabase database, DateTimeOffset now, string? last, CancellationToken cancellationToken) =>
        WithConnectionAsync(
            database,
            async connection =>
            {
                await ApplyAsync(database, connection, now, last, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    internal static Task<IReadOnlyList<SchemaScript>> ListPendingAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        WithConnectionAsync<IReadOnlyList<SchemaScript>>(
            database,
            async connection =>
            {
                var scripts = ReadScripts();
                var journal = await ReadJournalAsync(database, connection, cancellationToken).ConfigureAwait(false);
                return [.. Missing(database, scripts, journal).Select(name => new SchemaScript(name, scripts[name]))];
            },
            cancellationToken);

    private static async Task<T> WithConnectionAsync<T>(
        PostgresDatabase database, Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await use(connection).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }

    private static async Task ApplyAsync(
        PostgresDatabase database, NpgsqlConnection connection, DateTimeOffset now, string? last, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < 14)
        {
            throw new WorkflowStoreException($"The store needs PostgreSQL 14 or later; the server is {connection.PostgreSqlVersion}.");
        }

        var scripts = ReadScripts();
        if (Missing(database, scripts, await ReadJournalAsync(database, connection, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return;
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(database, connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [database.Schema], cancellationToken)
                .ConfigureAwait(false);
            var journal = await ReadJournalAsync(database, connection, cancellationToken).ConfigureAwait(false);
            if (journal is null)
            {
                await CreateJournalAsync(database, connection, cancellationToken).ConfigureAwait(false);
            }

            // A step over large tables takes as long as it takes.
            await RunAsync(
                database,
                connection,
                $"SET LOCAL search_path = {database.QuotedSchema}, pg_temp; SET LOCAL statement_timeout = 0",
                [],
                cancellationToken).ConfigureAwait(false);
            foreach (var name in Missing(database, scripts, journal).TakeWhile(name => last is null || string.CompareOrdinal(name, last) <= 0))
            {
                await RunAsync(database, connection, scripts[name], [], cancellationToken).ConfigureAwait(false);
                await RunAsync(
                    database,
                    connection,
                    database.InSchema("INSERT INTO @schema_journal (script, hash, version, applied_at) VALUES ($1, $2, $3, $4)"),
                    [name, Hash(scripts[name]), typeof(PostgresSchema).Assembly.GetName().Version?.ToString() ?? "", PostgresTime.ToStored(now)],
                    cancellationToken).ConfigureAwait(false);
            }

            database.Announce("COMMIT");
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CreateJournalAsync(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Not IF NOT EXISTS alone: that asks for the right to create even when the schema is there.
        await RunAsync(
            database,
            connection,
            $"""
            DO $do$ BEGIN
                IF current_setting('server_encoding') <> 'UTF8' THEN
                    RAISE EXCEPTION 'the encoding of the database is %, and the store needs UTF8', current_setting('server_encoding');
                END IF;
                IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{database.Schema.Replace("'", "''", StringComparison.Ordinal)}') THEN
                    CREATE SCHEMA {database.QuotedSchema};
                END IF;
            END $do$
            """,
            [],
            cancellationToken).ConfigureAwait(false);
        await RunAsync(
            database,
            connection,
            database.InSchema("""
                CREATE TABLE @schema_journal (script text PRIMARY KEY, hash text NOT NULL, version text NOT NULL, applied_at bigint NOT NULL)
                """),
            [],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The scripts that were applied and their hashes; null when there is no journal.</summary>
    private static async Task<Dictionary<string, string>?> ReadJournalAsync(
        PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // From the catalog's tables and not by to_regclass: that may answer from what this session knew before it waited for the lock,
        // and then a process that starts together with others does not see what the first of them has made.
        var exists = await RunAsync(
            database,
            connection,
            """
            SELECT EXISTS (
                SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relname = 'schema_journal')
            """,
            [database.Schema],
            cancellationToken).ConfigureAwait(false);
        if (exists is not true)
        {
            return null;
        }

        var journal = new Dictionary<string, string>(StringComparer.Ordinal);
        database.Announce("journal");
        var command = new NpgsqlCommand(database.InSchema("SELECT script, hash FROM @schema_journal"), connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    journal.Add(reader.GetString(0), reader.GetString(1));
                }
            }
        }

        return journal;
    }

    private static List<string> Missing(PostgresDatabase database, SortedDictionary<string, string> scripts, Dictionary<string, string>? journal)
    {
        RefuseUnknown(database, scripts, journal);
        foreach (var (name, hash) in journal ?? [])
        {
            if (scripts.TryGetValue(name, out var script) && hash != Hash(script))
            {
                throw new WorkflowStoreException(
                    $"The schema '{database.Schema}' was made by another build of WorkflowEngine (its script {name} differs). "
                    + "Use the program that made it, or name another schema.");
            }
        }

        return [.. scripts.Keys.Where(name => journal is null || !journal.ContainsKey(name))];
    }

    /// <summary>
    /// A schema may be one step newer than this program: a step keeps the functions that the version before it calls, and what it adds to
    /// tables may be missing from a row, so that processes of both versions work side by side while they are updated.
    /// </summary>
    private static void RefuseUnknown(PostgresDatabase database, SortedDictionary<string, string> scripts, Dictionary<string, string>? journal)
    {
        var last = scripts.Keys.Last();
        var unknown = (journal ?? []).Keys.Where(name => !scripts.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 1 || (unknown.Count == 1 && string.CompareOrdinal(unknown[0], last) < 0))
        {
            throw new WorkflowStoreException(
                $"The schema '{database.Schema}' was made by a newer version of WorkflowEngine (it has the script {unknown[^1]}, and this "
                + $"program knows {last}; one step is the most it may be behind). Update this program, or name another schema.");
        }
    }

    private static async Task<object?> RunAsync(
        PostgresDatabase database, NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        database.Announce(sql);
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Hash(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    /// <summary>The embedded scripts by name; the number at the start of the name is their order.</summary>
    private static SortedDictionary<string, string> ReadScripts()
    {
        const string Prefix = "WorkflowEngine.Postgres.Schema.";
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(PostgresSchema).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);

                // A checkout may have changed the line ends, which must not look like another schema.
                scripts.Add(resource[Prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
            }
        }

        return scripts;
    }
}
