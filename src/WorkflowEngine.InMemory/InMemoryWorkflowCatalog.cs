using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

internal sealed class InMemoryWorkflowCatalog : IWorkflowCatalog
{
    private readonly Lock _gate = new();

    // Per scope and origin the definitions by ref; origins in the order in which they win.
    private readonly Dictionary<Scope, SortedDictionary<string, Dictionary<string, CatalogEntry>>> _scopes = [];

    public Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(definitions);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<CatalogChange>(cancellationToken);
        }

        var entries = Entries(scope, definitions);
        lock (_gate)
        {
            if (!_scopes.TryGetValue(scope, out var origins))
            {
                _scopes.Add(scope, origins = new(StringComparer.Ordinal));
            }

            var change = Compare(origins.GetValueOrDefault(origin), entries);
            origins[origin] = entries;
            if (entries.Count == 0)
            {
                origins.Remove(origin);
            }

            return Task.FromResult(change);
        }
    }

    public Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<WorkflowDefinition>>(cancellationToken);
        }

        var byRef = new SortedDictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var (_, entries) in _scopes.GetValueOrDefault(scope) ?? [])
            {
                foreach (var (workflow, entry) in entries)
                {
                    byRef.TryAdd(workflow, entry.Definition);
                }
            }
        }

        return Task.FromResult<IReadOnlyList<WorkflowDefinition>>([.. byRef.Values]);
    }

    public Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<WorkflowDefinition?>(cancellationToken);
        }

        lock (_gate)
        {
            foreach (var (_, entries) in _scopes.GetValueOrDefault(scope) ?? [])
            {
                if (entries.TryGetValue(workflow, out var entry))
                {
                    return Task.FromResult<WorkflowDefinition?>(entry.Definition);
                }
            }
        }

        return Task.FromResult<WorkflowDefinition?>(null);
    }

    // By way of their documents, so that nothing of them is shared with the caller.
    private static Dictionary<string, CatalogEntry> Entries(Scope scope, IReadOnlyList<WorkflowDefinition> definitions)
    {
        var entries = new Dictionary<string, CatalogEntry>(definitions.Count, StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (definition.Scope != scope)
            {
                throw new ArgumentException($"The definition {definition.Ref} is of scope {definition.Scope}, not {scope}.", nameof(definitions));
            }

            var document = DefinitionDocument.WriteUtf8(definition);
            if (!entries.TryAdd(definition.Ref, new(DefinitionDocument.Hash(document), DefinitionDocument.Read(document))))
            {
                throw new ArgumentException($"The ref {definition.Ref} is given twice.", nameof(definitions));
            }
        }

        return entries;
    }

    private static CatalogChange Compare(Dictionary<string, CatalogEntry>? before, Dictionary<string, CatalogEntry> after)
    {
        var added = 0;
        var changed = 0;
        foreach (var (workflow, entry) in after)
        {
            if (before is null || !before.TryGetValue(workflow, out var old))
            {
                added++;
            }
            else if (old.Hash != entry.Hash)
            {
                changed++;
            }
        }

        return new(added, changed, (before?.Count ?? 0) - (after.Count - added));
    }
}
