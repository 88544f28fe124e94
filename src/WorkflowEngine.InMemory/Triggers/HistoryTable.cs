using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.InMemory.Triggers;

/// <summary>The history of triggers by id, with one entry per event and workflow.</summary>
internal sealed class HistoryTable
{
    private readonly SortedDictionary<long, TriggerHistoryEntry> _entries = [];
    private readonly Dictionary<(string, Scope, string), long> _ids = [];
    private readonly Dictionary<(Scope, string), HashSet<long>> _runs = [];
    private long _lastId;

    public void Save(TriggerHistoryEntry entry)
    {
        var key = (entry.EventId, entry.Scope, entry.Workflow);
        if (!_ids.TryGetValue(key, out var id))
        {
            _ids.Add(key, id = ++_lastId);
        }

        _entries[id] = _entries.TryGetValue(id, out var known)
            ? known with { Outcome = entry.Outcome, Reason = entry.Reason, RunId = entry.RunId, DueAt = entry.DueAt, Detail = entry.Detail }
            : entry with { Id = id };
        if (entry.RunId is { } run)
        {
            if (!_runs.TryGetValue((entry.Scope, entry.Workflow), out var runs))
            {
                _runs.Add((entry.Scope, entry.Workflow), runs = []);
            }

            runs.Add(run);
        }
    }

    public void Cancel(PendingTrigger row, string reason)
    {
        if (_ids.TryGetValue((row.EventId, row.Scope, row.Workflow), out var id))
        {
            _entries[id] = _entries[id] with { Outcome = StartOutcome.Cancelled, Reason = reason };
        }
    }

    public IEnumerable<long> RunsOf(Scope scope, string workflow) => _runs.GetValueOrDefault((scope, workflow)) ?? [];

    public List<TriggerHistoryEntry> List(TriggerHistoryQuery query) =>
        [.. _entries.Values.Reverse().Where(entry => IsWanted(entry, query)).Take(Math.Max(0, query.Limit))];

    public List<TriggerCount> Count(Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until) =>
    [
        .. _entries.Values
            .Where(entry => entry.Scope == scope && (workflow is null || entry.Workflow == workflow))
            .Where(entry => (since is null || entry.At >= since) && (until is null || entry.At < until))
            .GroupBy(entry => (entry.Workflow, entry.TriggerType, entry.Outcome, entry.Reason))
            .Select(group => new TriggerCount(
                group.Key.Workflow, group.Key.TriggerType, group.Key.Outcome, group.Key.Reason, group.Count(),
                group.Last().At, group.Last().JobId)),
    ];

    public int DeleteBefore(DateTimeOffset before, int limit, Func<long, bool> isActive)
    {
        var gone = _entries.Values
            .Where(entry => entry.At < before && entry.Outcome is not (StartOutcome.Delayed or StartOutcome.Deferred))
            .Where(entry => entry.RunId is not { } run || !isActive(run))
            .Take(Math.Max(0, limit)).ToList();
        foreach (var entry in gone)
        {
            _entries.Remove(entry.Id);
            _ids.Remove((entry.EventId, entry.Scope, entry.Workflow));
            if (entry.RunId is { } run)
            {
                _runs[(entry.Scope, entry.Workflow)].Remove(run);
            }
        }

        return gone.Count;
    }

    private static bool IsWanted(TriggerHistoryEntry entry, TriggerHistoryQuery query) =>
        (query.Scope is null || entry.Scope == query.Scope)
        && (query.Workflow is null || entry.Workflow == query.Workflow)
        && (query.EventId is null || entry.EventId == query.EventId)
        && (query.JobId is null || entry.JobId == query.JobId)
        && (query.TriggerType is null || entry.TriggerType == query.TriggerType)
        && (query.Outcome is null || entry.Outcome == query.Outcome)
        && (query.Since is null || entry.At >= query.Since)
        && (query.BeforeId is null || entry.Id < query.BeforeId);
}
