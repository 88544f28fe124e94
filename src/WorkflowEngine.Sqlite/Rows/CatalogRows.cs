using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>The catalogue as people look through it.</summary>
internal static class CatalogRows
{
    internal static CatalogPage Search(SqliteConnection connection, CatalogQuery query)
    {
        var where = Where(query);
        int total;
        using (var count = connection.Use($"SELECT count(*) FROM workflow_definitions d WHERE {where}"))
        {
            Bind(count, query).Read();
            total = count.Int32(0);
        }

        using var statement = connection.Use($"""
            SELECT d.document, d.revision, NOT EXISTS (SELECT 1 FROM workflow_disabled x WHERE x.scope = d.scope AND x.ref = d.ref)
            FROM workflow_definitions d WHERE {where} ORDER BY d.scope, d.ref LIMIT ? OFFSET ?
            """);
        Bind(statement, query).Bind(Math.Max(query.Limit, 0)).Bind(Math.Max(query.Skip, 0));
        var items = new List<CatalogItem>();
        while (statement.Read())
        {
            items.Add(new(DefinitionDocument.Read(statement.Utf8(0)), statement.Int32(1), statement.Boolean(2)));
        }

        return new(items, total);
    }

    internal static bool SetEnabled(SqliteConnection connection, Scope scope, string workflow, bool enabled)
    {
        using (var known = connection.Use("SELECT 1 FROM workflow_definitions WHERE scope = ? AND ref = ? LIMIT 1"))
        {
            if (!known.Bind(scope.Name).Bind(workflow).Read())
            {
                return false;
            }
        }

        using var statement = connection.Use(enabled
            ? "DELETE FROM workflow_disabled WHERE scope = ? AND ref = ?"
            : "INSERT INTO workflow_disabled (scope, ref) VALUES (?, ?) ON CONFLICT DO NOTHING");
        statement.Bind(scope.Name).Bind(workflow).Run();
        return true;
    }

    internal static IReadOnlyList<string> ListDisabled(SqliteConnection connection, Scope scope)
    {
        using var statement = connection.Use("SELECT ref FROM workflow_disabled WHERE scope = ?");
        statement.Bind(scope.Name);
        var refs = new List<string>();
        while (statement.Read())
        {
            refs.Add(statement.Text(0));
        }

        return refs;
    }

    internal static IReadOnlyList<Scope> ListScopes(SqliteConnection connection, string origin)
    {
        using var statement = connection.Use("SELECT DISTINCT scope FROM workflow_definitions WHERE origin = ?");
        statement.Bind(origin);
        var scopes = new List<Scope>();
        while (statement.Read())
        {
            scopes.Add(new(statement.Text(0)));
        }

        return scopes;
    }

    private static string Where(CatalogQuery query)
    {
        var where = new StringBuilder(
            "NOT EXISTS (SELECT 1 FROM workflow_definitions o WHERE o.scope = d.scope AND o.ref = d.ref AND o.origin < d.origin)");
        where.Append(query.Scope is null ? "" : " AND d.scope = ?");
        where.Append(query.Text is null ? "" : " AND instr(d.search, ?) > 0");
        if (query.Tags.Count > 0)
        {
            where.Append(" AND (").AppendJoin(" OR ", query.Tags.Select(_ => "instr(d.tags, ?) > 0")).Append(')');
        }

        where.Append(query.IsValid is null ? "" : " AND d.valid = ?");
        if (query.IsEnabled is { } enabled)
        {
            where.Append(enabled ? " AND NOT" : " AND").Append(" EXISTS (SELECT 1 FROM workflow_disabled x WHERE x.scope = d.scope AND x.ref = d.ref)");
        }

        return where.ToString();
    }

    private static SqliteStatement Bind(SqliteStatement statement, CatalogQuery query)
    {
        if (query.Scope is { } scope)
        {
            statement.Bind(scope.Name);
        }

        if (query.Text is { } text)
        {
            statement.Bind(CatalogQuery.Fold(text));
        }

        foreach (var tag in query.Tags)
        {
            statement.Bind($"\n{tag}\n");
        }

        return query.IsValid is { } valid ? statement.Bind(valid) : statement;
    }
}
