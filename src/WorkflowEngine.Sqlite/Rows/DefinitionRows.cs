using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Definitions as rows. Of several origins with the same ref, readers see the first in ordinal order.</summary>
internal static class DefinitionRows
{
    /// <summary>Makes the definitions of an origin those given, by ref; a row with the same content is not written again.</summary>
    internal static CatalogChange Replace(SqliteConnection connection, Scope scope, string origin, Dictionary<string, DefinitionRow> rows, DateTimeOffset now)
    {
        var stored = ListHashes(connection, scope, origin);
        var (added, changed, removed) = (0, 0, 0);
        foreach (var (workflow, row) in rows)
        {
            if (!stored.TryGetValue(workflow, out var before))
            {
                added++;
            }
            else if (before != row.Hash)
            {
                changed++;
            }
            else
            {
                continue;
            }

            Save(connection, scope, origin, row, now);
        }

        foreach (var workflow in stored.Keys)
        {
            if (!rows.ContainsKey(workflow))
            {
                Delete(connection, scope, workflow, origin);
                removed++;
            }
        }

        return new(added, changed, removed);
    }

    internal static IReadOnlyList<WorkflowDefinition> List(SqliteConnection connection, Scope scope)
    {
        using var statement = connection.Use("SELECT ref, origin, document FROM workflow_definitions WHERE scope = ? ORDER BY ref");
        statement.Bind(scope.Name);
        var definitions = new List<WorkflowDefinition>();
        var origin = string.Empty;
        while (statement.Read())
        {
            var isSameRef = definitions.Count > 0 && definitions[^1].Ref == statement.Text(0);
            if (isSameRef && string.CompareOrdinal(statement.Text(1), origin) > 0)
            {
                continue;
            }

            if (isSameRef)
            {
                definitions.RemoveAt(definitions.Count - 1);
            }

            origin = statement.Text(1);
            definitions.Add(DefinitionDocument.Read(statement.Utf8(2)));
        }

        // SQLite orders text by its bytes, which is not quite the ordinal order of strings.
        definitions.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        return definitions;
    }

    internal static WorkflowDefinition? Find(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("SELECT origin, document FROM workflow_definitions WHERE scope = ? AND ref = ?");
        statement.Bind(scope.Name).Bind(workflow);
        WorkflowDefinition? first = null;
        string? origin = null;
        while (statement.Read())
        {
            var other = statement.Text(0);
            if (origin is null || string.CompareOrdinal(other, origin) < 0)
            {
                (origin, first) = (other, DefinitionDocument.Read(statement.Utf8(1)));
            }
        }

        return first;
    }

    private static Dictionary<string, string> ListHashes(SqliteConnection connection, Scope scope, string origin)
    {
        using var statement = connection.Use("SELECT ref, hash FROM workflow_definitions WHERE scope = ? AND origin = ?");
        statement.Bind(scope.Name).Bind(origin);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (statement.Read())
        {
            hashes.Add(statement.Text(0), statement.Text(1));
        }

        return hashes;
    }

    /// <summary>Makes one definition of an origin the one given.</summary>
    internal static RegistrationOutcome Register(
        SqliteConnection connection, Scope scope, string origin, DefinitionRow row, bool updateExisting, DateTimeOffset now)
    {
        string? before = null;
        using (var statement = connection.Use("SELECT hash FROM workflow_definitions WHERE scope = ? AND ref = ? AND origin = ?"))
        {
            before = statement.Bind(scope.Name).Bind(row.Ref).Bind(origin).Read() ? statement.Text(0) : null;
        }

        if (before == row.Hash)
        {
            return RegistrationOutcome.Unchanged;
        }

        if (before is not null && !updateExisting)
        {
            return RegistrationOutcome.Exists;
        }

        Save(connection, scope, origin, row, now);
        return before is null ? RegistrationOutcome.Created : RegistrationOutcome.Updated;
    }

    internal static bool Remove(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("DELETE FROM workflow_definitions WHERE scope = ? AND ref = ?");
        return statement.Bind(scope.Name).Bind(workflow).Run() > 0;
    }

    private static void Save(SqliteConnection connection, Scope scope, string origin, DefinitionRow row, DateTimeOffset now)
    {
        var revision = RevisionRows.Save(connection, scope, row, now);
        using var statement = connection.Use("""
            INSERT INTO workflow_definitions (scope, ref, origin, hash, document, revision, valid, search, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, ref, origin) DO UPDATE SET hash = excluded.hash, document = excluded.document, revision = excluded.revision,
                valid = excluded.valid, search = excluded.search, tags = excluded.tags
            """);
        statement.Bind(scope.Name).Bind(row.Ref).Bind(origin).Bind(row.Hash).BindUtf8(row.Document)
            .Bind(revision).Bind(row.IsValid).Bind(row.Search).Bind(row.Tags).Run();
    }

    private static void Delete(SqliteConnection connection, Scope scope, string workflow, string origin)
    {
        using var statement = connection.Use("DELETE FROM workflow_definitions WHERE scope = ? AND ref = ? AND origin = ?");
        statement.Bind(scope.Name).Bind(workflow).Bind(origin).Run();
    }

    internal static bool Exists(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("SELECT 1 FROM workflow_definitions WHERE scope = ? AND ref = ?");
        return statement.Bind(scope.Name).Bind(workflow).Read();
    }
}
