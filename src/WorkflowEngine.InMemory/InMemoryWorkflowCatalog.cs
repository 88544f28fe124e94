using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

internal sealed class InMemoryWorkflowCatalog(ScheduleTable schedules, Lock runGate, TimeProvider time) : IWorkflowCatalog
{
    private readonly Lock _gate = new();

    // Per scope and origin the definitions by ref; origins in the order in which they win.
    private readonly Dictionary<Scope, SortedDictionary<string, Dictionary<string, CatalogEntry>>> _scopes = [];

    private readonly RevisionHistory _revisions = new();
    private readonly HashSet<(Scope Scope, string Ref)> _disabled = [];

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
            var origins = OriginsOf(scope);
            foreach (var entry in entries.Values)
            {
                _revisions.Save(scope, entry, time.GetUtcNow());
            }

            var change = Compare(origins.GetValueOrDefault(origin), entries);
            origins[origin] = entries;
            SaveSchedules(scope, origin, null, definitions);
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
            return Task.FromResult(Current(scope, workflow)?.Definition);
        }
    }

    public Task<RegistrationOutcome> RegisterAsync(
        WorkflowDefinition definition, string origin, bool updateExisting = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(origin);
        cancellationToken.ThrowIfCancellationRequested();
        var entry = CatalogEntry.Of(definition);
        lock (_gate)
        {
            var origins = OriginsOf(definition.Scope);
            if (!origins.TryGetValue(origin, out var entries))
            {
                origins.Add(origin, entries = new(StringComparer.Ordinal));
            }

            var before = entries.GetValueOrDefault(definition.Ref);
            if (before?.Hash == entry.Hash)
            {
                return Task.FromResult(RegistrationOutcome.Unchanged);
            }

            if (before is not null && !updateExisting)
            {
                return Task.FromResult(RegistrationOutcome.Exists);
            }

            entries[definition.Ref] = entry;
            SaveSchedules(definition.Scope, origin, definition.Ref, [definition]);
            _revisions.Save(definition.Scope, entry, time.GetUtcNow());
            return Task.FromResult(before is null ? RegistrationOutcome.Created : RegistrationOutcome.Updated);
        }
    }

    public Task<bool> RemoveAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var isRemoved = false;
            foreach (var entries in OriginsOf(scope).Values)
            {
                isRemoved |= entries.Remove(workflow);
            }

            lock (runGate)
            {
                schedules.Remove(key => key.Scope == scope && key.Workflow == workflow);
            }

            return Task.FromResult(isRemoved);
        }
    }

    public Task<bool> SetEnabledAsync(Scope scope, string workflow, bool enabled, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (Current(scope, workflow) is null)
            {
                return Task.FromResult(false);
            }

            _ = enabled ? _disabled.Remove((scope, workflow)) : _disabled.Add((scope, workflow));
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<string>> ListDisabledAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _disabled.Where(one => one.Scope == scope).Select(one => one.Ref)]);
        }
    }

    public Task<IReadOnlyList<Scope>> ListScopesAsync(string origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Scope>>(
                [.. _scopes.Where(scope => scope.Value.TryGetValue(origin, out var entries) && entries.Count > 0).Select(scope => scope.Key)]);
        }
    }

    public Task<CatalogPage> SearchAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var matching = (query.Scope is { } scope ? [scope] : _scopes.Keys.ToArray())
                .SelectMany(one => OriginsOf(one).Values.SelectMany(entries => entries.Keys).Distinct().Select(workflow => Current(one, workflow)!))
                .Where(entry => Matches(entry.Definition, query))
                .OrderBy(entry => entry.Definition.Scope.Name, ByUtf8)
                .ThenBy(entry => entry.Definition.Ref, ByUtf8)
                .ToList();
            var items = matching.Skip(query.Skip).Take(query.Limit).Select(entry => new CatalogItem(
                entry.Definition, _revisions.NumberOf(entry.Definition.Scope, entry), IsEnabled(entry.Definition)));
            return Task.FromResult(new CatalogPage([.. items], matching.Count));
        }
    }

    public Task<IReadOnlyList<DefinitionRevision>> ListRevisionsAsync(
        Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_revisions.List(scope, workflow, Current(scope, workflow)?.Hash));
        }
    }

    public Task<WorkflowDefinition?> FindRevisionAsync(
        Scope scope, string workflow, int number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_revisions.Find(scope, workflow, number));
        }
    }

    /// <summary>Does something with runs while the definitions stay as they are; the lock of the definitions is always taken first.</summary>
    public T WithRuns<T>(Func<T> operation)
    {
        lock (_gate)
        {
            lock (runGate)
            {
                return operation();
            }
        }
    }

    /// <summary>Whether there is a definition; for whoever is within <see cref="WithRuns"/>.</summary>
    public bool Contains(Scope scope, string workflow) => Current(scope, workflow) is not null;

    private static IComparer<string> ByUtf8 { get; } = Comparer<string>.Create(static (left, right) =>
        System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right)));

    private bool IsEnabled(WorkflowDefinition definition) => !_disabled.Contains((definition.Scope, definition.Ref));

    private bool Matches(WorkflowDefinition definition, CatalogQuery query) =>
        (query.Text is null || CatalogQuery.SearchTextOf(definition).Contains(CatalogQuery.Fold(query.Text), StringComparison.Ordinal))
        && (query.Tags.Count == 0 || query.Tags.Any(tag => definition.Tags.Contains(tag)))
        && (query.IsValid is null || query.IsValid == definition.IsValid)
        && (query.IsEnabled is null || query.IsEnabled == IsEnabled(definition));

    private SortedDictionary<string, Dictionary<string, CatalogEntry>> OriginsOf(Scope scope)
    {
        if (!_scopes.TryGetValue(scope, out var origins))
        {
            _scopes.Add(scope, origins = new(StringComparer.Ordinal));
        }

        return origins;
    }

    /// <summary>What readers see of a ref: the definition of the first origin that has it.</summary>
    private CatalogEntry? Current(Scope scope, string workflow)
    {
        foreach (var (_, entries) in _scopes.GetValueOrDefault(scope) ?? [])
        {
            if (entries.TryGetValue(workflow, out var entry))
            {
                return entry;
            }
        }

        return null;
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

            if (!entries.TryAdd(definition.Ref, CatalogEntry.Of(definition)))
            {
                throw new ArgumentException($"The ref {definition.Ref} is given twice.", nameof(definitions));
            }
        }

        return entries;
    }

    private void SaveSchedules(Scope scope, string origin, string? workflow, IReadOnlyList<WorkflowDefinition> definitions)
    {
        var begin = StoredSchedule.ListOf(origin, definitions, time.GetUtcNow());
        lock (runGate)
        {
            schedules.Replace(scope, origin, workflow, begin);
        }
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
