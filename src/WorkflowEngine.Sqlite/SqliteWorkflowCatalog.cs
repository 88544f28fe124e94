using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Definitions in a SQLite file.</summary>
internal sealed class SqliteWorkflowCatalog(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : IWorkflowCatalog
{
    public Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(definitions);
        var rows = new Dictionary<string, DefinitionRow>(definitions.Count, StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (definition.Scope != scope)
            {
                throw new ArgumentException($"The definition '{definition.Ref}' is not of the scope '{scope}'.", nameof(definitions));
            }

            if (!rows.TryAdd(definition.Ref, DefinitionRow.Of(definition)))
            {
                throw new ArgumentException($"Two definitions have the ref '{definition.Ref}'.", nameof(definitions));
            }
        }

        var now = time.GetUtcNow();
        var schedules = StoredSchedule.ListOf(origin, definitions, now);
        return writer.RunAsync(
            connection =>
            {
                var change = DefinitionRows.Replace(connection, scope, origin, rows, now);
                ScheduleRows.Replace(connection, scope, origin, null, schedules);
                return change;
            },
            true,
            cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => DefinitionRows.List(connection, scope), cancellationToken);

    public Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return readers.ReadAsync(connection => DefinitionRows.Find(connection, scope, workflow), cancellationToken);
    }

    public Task<RegistrationOutcome> RegisterAsync(
        WorkflowDefinition definition, string origin, bool updateExisting = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(origin);
        var row = DefinitionRow.Of(definition);
        var now = time.GetUtcNow();
        var schedules = StoredSchedule.ListOf(origin, [definition], now);
        return writer.RunAsync(
            connection =>
            {
                var outcome = DefinitionRows.Register(connection, definition.Scope, origin, row, updateExisting, now);
                if (outcome is RegistrationOutcome.Created or RegistrationOutcome.Updated)
                {
                    ScheduleRows.Replace(connection, definition.Scope, origin, definition.Ref, schedules);
                }

                return outcome;
            },
            true,
            cancellationToken);
    }

    public Task<bool> RemoveAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return writer.RunAsync(
            connection =>
            {
                ScheduleRows.Remove(connection, scope, workflow);
                return DefinitionRows.Remove(connection, scope, workflow);
            },
            true,
            cancellationToken);
    }

    public Task<bool> SetEnabledAsync(Scope scope, string workflow, bool enabled, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return writer.RunAsync(connection => CatalogRows.SetEnabled(connection, scope, workflow, enabled), true, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListDisabledAsync(Scope scope, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => CatalogRows.ListDisabled(connection, scope), cancellationToken);

    public Task<IReadOnlyList<Scope>> ListScopesAsync(string origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return readers.ReadAsync(connection => CatalogRows.ListScopes(connection, origin), cancellationToken);
    }

    public Task<CatalogPage> SearchAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return readers.ReadAsync(connection => CatalogRows.Search(connection, query), cancellationToken);
    }

    public Task<IReadOnlyList<DefinitionRevision>> ListRevisionsAsync(
        Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return readers.ReadAsync(connection => RevisionRows.List(connection, scope, workflow), cancellationToken);
    }

    public Task<WorkflowDefinition?> FindRevisionAsync(
        Scope scope, string workflow, int number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return readers.ReadAsync(connection => RevisionRows.Find(connection, scope, workflow, number), cancellationToken);
    }
}
