using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Brings a file to the schema of this version: the scripts its journal does not name, in order, in one transaction.</summary>
internal static class SqliteSchema
{
    // "WFLE", so that a file of another program is recognised and left alone.
    private const long ApplicationId = 0x57464c45;

    /// <param name="connection">A connection that may create the file.</param>
    /// <param name="now">The instant to note in the journal.</param>
    internal static void Apply(SqliteConnection connection, DateTimeOffset now)
    {
        RefuseForeign(connection);
        SwitchToWriteAheadLog(connection);
        connection.Run("BEGIN IMMEDIATE");
        RefuseForeign(connection);
        connection.RunScript("""
            CREATE TABLE IF NOT EXISTS schema_journal (
                script TEXT PRIMARY KEY,
                hash TEXT NOT NULL,
                version TEXT NOT NULL,
                applied_at INTEGER NOT NULL
            ) WITHOUT ROWID
            """);
        var scripts = ReadScripts();
        var journal = ReadJournal(connection);
        RefuseUnknown(connection, scripts, journal);
        foreach (var (name, script) in scripts)
        {
            ApplyOnce(connection, name, script, journal, now);
        }

        connection.RunScript(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Math.Max(scripts.Count, journal.Count)}"));
        connection.Run("COMMIT");
    }

    internal static IReadOnlyList<SchemaScript> ListAll() => [.. ReadScripts().Select(static script => new SchemaScript(script.Key, script.Value))];

    internal static IReadOnlyList<SchemaScript> ListPending(SqliteConnection connection)
    {
        RefuseForeign(connection);
        if (connection.ReadInt64("SELECT count(*) FROM sqlite_master WHERE name = 'schema_journal'") == 0)
        {
            return ListAll();
        }

        var journal = ReadJournal(connection);
        RefuseUnknown(connection, ReadScripts(), journal);
        return [.. ListAll().Where(script => !journal.ContainsKey(script.Name))];
    }

    /// <summary>
    /// A schema may be one step newer than this program: a step keeps what the version before it uses, so that processes of both work on
    /// one file while they are updated.
    /// </summary>
    private static void RefuseUnknown(
        SqliteConnection connection, SortedDictionary<string, string> scripts, Dictionary<string, string> journal)
    {
        var last = scripts.Keys.Last();
        var unknown = journal.Keys.Where(name => !scripts.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 1 || (unknown.Count == 1 && string.CompareOrdinal(unknown[0], last) < 0))
        {
            throw new WorkflowStoreException(
                $"The store file '{connection.Path}' was made by a newer version of WorkflowEngine (it has the schema {unknown[^1]}, and this "
                + $"program knows {last}; one step is the most it may be behind). Update this program, or name another file.");
        }
    }

    private static void ApplyOnce(
        SqliteConnection connection, string name, string script, Dictionary<string, string> journal, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        if (journal.TryGetValue(name, out var applied))
        {
            if (applied != hash)
            {
                throw new WorkflowStoreException(
                    $"The store file '{connection.Path}' was made by another build of WorkflowEngine (its schema {name} differs). "
                    + "Use the program that made it, or name another file.");
            }

            return;
        }

        connection.RunScript(script);
        using var statement = connection.Use("INSERT INTO schema_journal (script, hash, version, applied_at) VALUES (?, ?, ?, ?)");
        statement.Bind(name).Bind(hash).Bind(typeof(SqliteSchema).Assembly.GetName().Version?.ToString()).Bind(now).Run();
    }

    /// <summary>The write-ahead log lets readers and the writer work at the same time; the file remembers the mode.</summary>
    private static void SwitchToWriteAheadLog(SqliteConnection connection)
    {
        using var statement = connection.Use("PRAGMA journal_mode = WAL");
        if (!statement.Read() || statement.Text(0) != "wal")
        {
            throw new WorkflowStoreException(
                $"The store file '{connection.Path}' cannot use SQLite's write-ahead log; put it on a local disk.");
        }
    }

    private static void RefuseForeign(SqliteConnection connection)
    {
        var isOurs = connection.ReadInt64("PRAGMA application_id") == ApplicationId;
        if (!isOurs && connection.ReadInt64("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw new WorkflowStoreException(
                $"The file '{connection.Path}' is the SQLite database of another program; name another file for the store.");
        }
    }

    private static Dictionary<string, string> ReadJournal(SqliteConnection connection)
    {
        using var statement = connection.Use("SELECT script, hash FROM schema_journal");
        var journal = new Dictionary<string, string>(StringComparer.Ordinal);
        while (statement.Read())
        {
            journal.Add(statement.Text(0), statement.Text(1));
        }

        return journal;
    }

    /// <summary>The embedded scripts by name; the number at the start of the name is their order.</summary>
    private static SortedDictionary<string, string> ReadScripts()
    {
        const string Prefix = "WorkflowEngine.Sqlite.Schema.";
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(SqliteSchema).Assembly;
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
