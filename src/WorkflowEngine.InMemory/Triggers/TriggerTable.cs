using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.InMemory.Triggers;

/// <summary>Configurations, rows that wait, and history. Whoever uses it holds the store's lock.</summary>
internal sealed class TriggerTable(RunTable runs, InMemoryWorkflowCatalog catalog)
{
    private readonly Dictionary<(Scope, string), TriggerConfiguration> _configurations = [];
    private readonly SortedDictionary<long, PendingTrigger> _pending = [];
    private long _lastPending;

    public HistoryTable History { get; } = new();

    public List<TriggerConfiguration> List(Scope? source) =>
    [
        .. _configurations.Values
            .Where(row => row.Scope == source || row.CrossesScopes)
            .OrderBy(row => row.Scope.Name, StringComparer.Ordinal).ThenBy(row => row.Workflow, StringComparer.Ordinal),
    ];

    public TriggerState State(Scope scope, string workflow)
    {
        var waiting = _pending.Values.Where(row => row.Scope == scope && row.Workflow == workflow).ToList();
        return new(
            _configurations.GetValueOrDefault((scope, workflow)),
            [.. waiting.Where(row => row.TakesEvents)],
            [
                .. waiting.Where(row => row.IsDeferred).GroupBy(row => row.TriggerType)
                    .Select(group => new DeferredCount(group.Key, group.Count(), group.Min(row => row.Id)))
                    .OrderBy(count => count.TriggerType, StringComparer.Ordinal),
            ],
            History.RunsOf(scope, workflow).Count(IsActive));
    }

    public bool TrySave(IReadOnlyList<TriggerConfigurationChange> changes)
    {
        if (changes.Any(change => VersionOf(change.Configuration.Scope, change.Configuration.Workflow) != change.ExpectedVersion))
        {
            return false;
        }

        foreach (var change in changes)
        {
            var key = (change.Configuration.Scope, change.Configuration.Workflow);
            var createdAt = _configurations.TryGetValue(key, out var known) ? known.CreatedAt : change.Configuration.CreatedAt;
            _configurations[key] = change.Configuration with { Version = change.ExpectedVersion + 1, CreatedAt = createdAt };
            foreach (var row in _pending.Values.Where(row => (row.Scope, row.Workflow) == key && change.CancelTypes.Contains(row.TriggerType)).ToList())
            {
                _pending.Remove(row.Id);
                History.Cancel(row, StartReasons.Disabled);
            }
        }

        return true;
    }

    public TriggerCommitResult TryCommit(TriggerCommit commit)
    {
        if (!commit.Guards.All(IsAsExpected) || !commit.Pending.All(IsAsExpected))
        {
            return new(TriggerCommitStatus.Conflict, []);
        }

        var created = new List<IReadOnlyList<WorkflowRun>>(commit.Creations.Count);
        foreach (var creation in commit.Creations)
        {
            var result = runs.Create(creation);
            if (!result.Created)
            {
                // Only the first one has a key, so nothing was stored yet.
                return new(TriggerCommitStatus.Repeated, []);
            }

            created.Add(result.Runs);
        }

        foreach (var guard in commit.Guards)
        {
            if (guard.Usage is { } usage)
            {
                var row = _configurations[(guard.Scope, guard.Workflow)];
                _configurations[(guard.Scope, guard.Workflow)] = row with { Usage = usage, Version = row.Version + 1 };
            }
        }

        foreach (var change in commit.Pending)
        {
            Save(change);
        }

        foreach (var change in commit.History)
        {
            History.Save(change.Run is { } place ? change.Entry with { RunId = created[place.Creation][place.Run].Id } : change.Entry);
        }

        return new(TriggerCommitStatus.Committed, created);
    }

    public List<PendingTrigger> ListDue(DateTimeOffset now, int limit) =>
        [.. _pending.Values.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(Math.Max(0, limit))];

    public int DeleteHistory(DateTimeOffset before, int limit) => History.DeleteBefore(before, limit, IsActive);

    private bool IsActive(long runId) => runs.Find(runId) is { } record && !record.Run.Status.IsTerminal();

    private long VersionOf(Scope scope, string workflow) => _configurations.GetValueOrDefault((scope, workflow))?.Version ?? 0;

    private bool IsAsExpected(TriggerGuard guard) =>
        VersionOf(guard.Scope, guard.Workflow) == guard.ExpectedVersion && catalog.Contains(guard.Scope, guard.Workflow);

    private bool IsAsExpected(PendingChange change) => change.Row.Id == 0
        || (_pending.TryGetValue(change.Row.Id, out var row) && row.Version == change.Row.Version);

    private void Save(PendingChange change)
    {
        if (change.IsRemoved)
        {
            _pending.Remove(change.Row.Id);
            return;
        }

        var id = change.Row.Id == 0 ? ++_lastPending : change.Row.Id;
        _pending[id] = change.Row with { Id = id, Version = change.Row.Version + 1 };
    }
}
