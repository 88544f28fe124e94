using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Definitions in a SQLite file.</summary>
internal sealed class SqliteWorkflowCatalog(SqliteWriter writer, SqliteReaders readers) : IWorkflowCatalog
{
    public Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(definitions);
        var documents = new Dictionary<string, byte[]>(definitions.Count, StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (definition.Scope != scope)
            {
                throw new ArgumentException($"The definition '{definition.Ref}' is not of the scope '{scope}'.", nameof(definitions));
            }

            if (!documents.TryAdd(definition.Ref, DefinitionDocument.WriteUtf8(definition)))
            {
                throw new ArgumentException($"Two definitions have the ref '{definition.Ref}'.", nameof(definitions));
            }
        }

        return writer.RunAsync(connection => DefinitionRows.Replace(connection, scope, origin, documents), true, cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => DefinitionRows.List(connection, scope), cancellationToken);

    public Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return readers.ReadAsync(connection => DefinitionRows.Find(connection, scope, workflow), cancellationToken);
    }
}
