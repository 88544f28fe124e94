using WorkflowEngine.Definitions;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>The tasks of a concurrency group that have not ended; the oldest may start when none is running.</summary>
internal sealed class TaskGroup(Scope scope, string name)
{
    public Scope Scope { get; } = scope;

    public string Name { get; } = name;

    public SortedSet<TaskRecord> Waiting { get; } = new(TaskRecord.ByAge);

    public int Running { get; set; }

    /// <summary>The task that may be claimed.</summary>
    public TaskRecord? Open { get; set; }

    public bool IsEmpty => Running == 0 && Waiting.Count == 0;
}
