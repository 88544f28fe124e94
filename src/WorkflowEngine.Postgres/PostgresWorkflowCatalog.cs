using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Definitions in a PostgreSQL database. Of several origins with the same ref, readers see the first in ordinal order.</summary>
internal sealed class PostgresWorkflowCatalog(PostgresDatabase database, WorkNotifications notifications) : IWorkflowCatalog
{
    public async Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(definitions);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var (refs, hashes, documents) = (Columns.OfText(), Columns.OfText(), Columns.OfText());
        foreach (var definition in definitions)
        {
            if (definition.Scope != scope)
            {
                throw new ArgumentException($"The definition '{definition.Ref}' is not of the scope '{scope}'.", nameof(definitions));
            }

            if (!known.Add(definition.Ref))
            {
                throw new ArgumentException($"Two definitions have the ref '{definition.Ref}'.", nameof(definitions));
            }

            refs.AddText(definition.Ref);
            hashes.Add(DefinitionDocument.Hash(definition));
            documents.Add(DefinitionDocument.Write(definition));
        }

        var change = await database.FindAsync(
            database.InSchema("SELECT added, changed, removed FROM @save_definitions($1, $2, $3, $4, $5)"),
            [Parameters.Of(scope.Name), Parameters.Of(origin), refs.ToParameter(), hashes.ToParameter(), documents.ToParameter()],
            static row => new CatalogChange(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)),
            cancellationToken).ConfigureAwait(false);
        notifications.Raise();
        return change;
    }

    public async Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        var definitions = await database.ListAsync(
            database.InSchema("""
                SELECT DISTINCT ON (ref) document FROM @workflow_definitions WHERE scope = $1 ORDER BY ref, origin
                """),
            [Parameters.Of(scope.Name)],
            static row => DefinitionDocument.Read(row.GetString(0)),
            cancellationToken).ConfigureAwait(false);

        // PostgreSQL orders text by its bytes here, which is not quite the ordinal order of strings.
        definitions.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        return definitions;
    }

    public Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return database.FindAsync(
            database.InSchema("SELECT document FROM @workflow_definitions WHERE scope = $1 AND ref = $2 ORDER BY origin LIMIT 1"),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => DefinitionDocument.Read(row.GetString(0)),
            cancellationToken);
    }
}
