using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Definitions as rows. Of several origins with the same ref, readers see the first in ordinal order.</summary>
internal static class DefinitionRows
{
    /// <summary>Makes the definitions of an origin those given, by ref; a row with the same content is not written again.</summary>
    internal static CatalogChange Replace(SqliteConnection connection, Scope scope, string origin, Dictionary<string, byte[]> documents)
    {
        var stored = ListHashes(connection, scope, origin);
        var (added, changed, removed) = (0, 0, 0);
        foreach (var (workflow, document) in documents)
        {
            var hash = DefinitionDocument.Hash(document);
            if (!stored.TryGetValue(workflow, out var before))
            {
                added++;
            }
            else if (before != hash)
            {
                changed++;
            }
            else
            {
                continue;
            }

            Save(connection, scope, workflow, origin, hash, document);
        }

        foreach (var workflow in stored.Keys)
        {
            if (!documents.ContainsKey(workflow))
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

    private static void Save(SqliteConnection connection, Scope scope, string workflow, string origin, string hash, byte[] document)
    {
        using var statement = connection.Use("""
            INSERT INTO workflow_definitions (scope, ref, origin, hash, document) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (scope, ref, origin) DO UPDATE SET hash = excluded.hash, document = excluded.document
            """);
        statement.Bind(scope.Name).Bind(workflow).Bind(origin).Bind(hash).BindUtf8(document).Run();
    }

    private static void Delete(SqliteConnection connection, Scope scope, string workflow, string origin)
    {
        using var statement = connection.Use("DELETE FROM workflow_definitions WHERE scope = ? AND ref = ? AND origin = ?");
        statement.Bind(scope.Name).Bind(workflow).Bind(origin).Run();
    }
}
