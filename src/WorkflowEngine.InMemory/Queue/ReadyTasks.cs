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

    /// <summary>The task that a worker with these labels gets next; null when there is none.</summary>
    public TaskRecord? Next(IReadOnlyList<string> labels)
    {
        var next = _unlabelled.Min;
        foreach (var (key, tasks) in _labelled)
        {
            if (HasAll(labels, key) && (next is null || TaskRecord.ByClaim.Compare(tasks.Min, next) < 0))
            {
                next = tasks.Min;
            }
        }

        return next;
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
