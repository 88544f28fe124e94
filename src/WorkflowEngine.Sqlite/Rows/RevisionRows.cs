using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>The contents that refs have had.</summary>
internal static class RevisionRows
{
    private const int Kept = 100;

    /// <summary>The number of a content, which gets one when it is new.</summary>
    internal static long Save(SqliteConnection connection, Scope scope, DefinitionRow row, DateTimeOffset now)
    {
        using (var known = connection.Use("SELECT number FROM workflow_revisions WHERE scope = ? AND ref = ? AND hash = ?"))
        {
            if (known.Bind(scope.Name).Bind(row.Ref).Bind(row.Hash).Read())
            {
                return known.Int64(0);
            }
        }

        long number;
        using (var last = connection.Use("SELECT coalesce(max(number), 0) + 1 FROM workflow_revisions WHERE scope = ? AND ref = ?"))
        {
            last.Bind(scope.Name).Bind(row.Ref).Read();
            number = last.Int64(0);
        }

        using (var insert = connection.Use("""
            INSERT INTO workflow_revisions (scope, ref, number, hash, document, saved_at) VALUES (?, ?, ?, ?, ?, ?)
            """))
        {
            insert.Bind(scope.Name).Bind(row.Ref).Bind(number).Bind(row.Hash).BindUtf8(row.Document).Bind(now).Run();
        }

        if (number > Kept)
        {
            using var old = connection.Use("DELETE FROM workflow_revisions WHERE scope = ? AND ref = ? AND number <= ?");
            old.Bind(scope.Name).Bind(row.Ref).Bind(number - Kept).Run();
        }

        return number;
    }

    internal static IReadOnlyList<DefinitionRevision> List(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("""
            SELECT r.number, r.hash, r.saved_at, EXISTS (
                SELECT 1 FROM workflow_definitions d WHERE d.scope = r.scope AND d.ref = r.ref AND d.hash = r.hash
                    AND NOT EXISTS (SELECT 1 FROM workflow_definitions o WHERE o.scope = d.scope AND o.ref = d.ref AND o.origin < d.origin))
            FROM workflow_revisions r WHERE r.scope = ? AND r.ref = ? ORDER BY r.number DESC
            """);
        statement.Bind(scope.Name).Bind(workflow);
        var revisions = new List<DefinitionRevision>();
        while (statement.Read())
        {
            revisions.Add(new(statement.Int32(0), statement.Text(1), statement.Time(2), statement.Boolean(3)));
        }

        return revisions;
    }

    internal static WorkflowDefinition? Find(SqliteConnection connection, Scope scope, string workflow, int number)
    {
        using var statement = connection.Use("SELECT document FROM workflow_revisions WHERE scope = ? AND ref = ? AND number = ?");
        return statement.Bind(scope.Name).Bind(workflow).Bind(number).Read() ? DefinitionDocument.Read(statement.Utf8(0)) : null;
    }
}
