using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>All schedules. Knows nothing of callers at the same time: whoever uses it holds the store's lock.</summary>
internal sealed class ScheduleTable
{
    private readonly Dictionary<ScheduleKey, StoredSchedule> _schedules = [];
    private readonly SortedSet<(DateTimeOffset FireAt, string Place, ScheduleKey Key)> _order =
        new(Comparer<(DateTimeOffset FireAt, string Place, ScheduleKey Key)>.Create(static (left, right) =>
            left.FireAt != right.FireAt ? left.FireAt.CompareTo(right.FireAt) : string.CompareOrdinal(left.Place, right.Place)));

    /// <summary>
    /// Makes the schedules of an origin, or of one workflow of it, those given; one that is there already keeps its place in time.
    /// </summary>
    public void Replace(Scope scope, string origin, string? workflow, IReadOnlyList<StoredSchedule> schedules)
    {
        var wanted = schedules.Select(schedule => schedule.Key).ToHashSet();
        Remove(key => key.Scope == scope && key.Origin == origin && (workflow is null || key.Workflow == workflow) && !wanted.Contains(key));

        foreach (var schedule in schedules)
        {
            if (!_schedules.ContainsKey(schedule.Key))
            {
                Set(schedule.Key, schedule);
            }
        }
    }

    public void Remove(Func<ScheduleKey, bool> isGone)
    {
        foreach (var key in _schedules.Keys.Where(isGone).ToList())
        {
            Set(key, null);
        }
    }

    public IReadOnlyList<StoredSchedule> List(IReadOnlyList<Scope> scopes, int limit)
    {
        var listed = new List<StoredSchedule>();
        foreach (var (_, _, key) in _order)
        {
            if (listed.Count >= limit)
            {
                break;
            }

            if (scopes.Count == 0 || scopes.Contains(key.Scope))
            {
                listed.Add(_schedules[key]);
            }
        }

        return listed;
    }

    public bool TryAdvance(ScheduleFiring firing)
    {
        if (!_schedules.TryGetValue(firing.Key, out var schedule) || schedule.DueAt != firing.Expected)
        {
            return false;
        }

        Set(firing.Key, schedule with { DueAt = firing.DueAt, FireAt = firing.FireAt, FiredAt = firing.FiredAt ?? schedule.FiredAt });
        return true;
    }

    private void Set(ScheduleKey key, StoredSchedule? schedule)
    {
        var place = $"{key.Scope.Name}\n{key.Origin}\n{key.Workflow}\n{key.Trigger}";
        if (_schedules.Remove(key, out var before) && before.FireAt is { } old)
        {
            _order.Remove((old, place, key));
        }

        if (schedule is null)
        {
            return;
        }

        _schedules.Add(key, schedule);
        if (schedule.FireAt is { } next)
        {
            _order.Add((next, place, key));
        }
    }
}
