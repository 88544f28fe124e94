using WorkflowEngine.Definitions;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>Tasks that can be claimed, one order per set of labels, so that a claim never looks at a task its worker cannot have.</summary>
internal sealed class ReadyTasks
{
    private const char Separator = '\n';

    private readonly SortedSet<TaskRecord> _unlabelled = new(TaskRecord.ByClaim);
    private readonly Dictionary<string, SortedSet<TaskRecord>> _labelled = [];

    public void Add(TaskRecord task)
    {
        if (task.Row.Labels.Count == 0)
        {
            _unlabelled.Add(task);
            return;
        }

        var key = KeyOf(task.Row.Labels);
        if (!_labelled.TryGetValue(key, out var tasks))
        {
            _labelled.Add(key, tasks = new(TaskRecord.ByClaim));
        }

        tasks.Add(task);
    }

    public void Remove(TaskRecord task)
    {
        if (task.Row.Labels.Count == 0)
        {
            _unlabelled.Remove(task);
            return;
        }

        var key = KeyOf(task.Row.Labels);
        var tasks = _labelled[key];
        tasks.Remove(task);
        if (tasks.Count == 0)
        {
            _labelled.Remove(key);
        }
    }

    /// <summary>The task of these scopes, or of all when there are none, that a worker with these labels gets next; null when there is none.</summary>
    public TaskRecord? Next(IReadOnlyList<string> labels, IReadOnlyList<Scope> scopes)
    {
        var next = First(_unlabelled, scopes);
        foreach (var (key, tasks) in _labelled)
        {
            if (HasAll(labels, key) && First(tasks, scopes) is { } first && (next is null || TaskRecord.ByClaim.Compare(first, next) < 0))
            {
                next = first;
            }
        }

        return next;
    }

    private static TaskRecord? First(SortedSet<TaskRecord> tasks, IReadOnlyList<Scope> scopes)
    {
        if (scopes.Count == 0)
        {
            return tasks.Min;
        }

        foreach (var task in tasks)
        {
            if (scopes.Contains(task.Run.Run.Scope))
            {
                return task;
            }
        }

        return null;
    }

    private static string KeyOf(IReadOnlyList<string> labels) => labels.Count == 1 ? labels[0] : string.Join(Separator, labels);

    private static bool HasAll(IReadOnlyList<string> labels, string key)
    {
        foreach (var range in key.AsSpan().Split(Separator))
        {
            if (!Has(labels, key.AsSpan(range)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(IReadOnlyList<string> labels, ReadOnlySpan<char> wanted)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (wanted.SequenceEqual(labels[i]))
            {
                return true;
            }
        }

        return false;
    }
}
