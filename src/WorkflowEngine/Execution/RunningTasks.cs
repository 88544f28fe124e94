using System.Collections.Concurrent;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>The tasks that execute in this process.</summary>
internal sealed class RunningTasks
{
    private readonly ConcurrentDictionary<TaskKey, RunningTask> _tasks = new();

    public int Count => _tasks.Count;

    public void Add(RunningTask task) => _tasks[task.Lease.Task] = task;

    public void Remove(RunningTask task) => _tasks.TryRemove(KeyValuePair.Create(task.Lease.Task, task));

    public bool Contains(TaskKey key) => _tasks.ContainsKey(key);

    public void Cancel(TaskKey key)
    {
        if (_tasks.TryGetValue(key, out var task))
        {
            task.Stop(StopCause.Cancelled);
        }
    }

    public void StopAll(StopCause cause)
    {
        foreach (var task in _tasks.Values)
        {
            task.Stop(cause);
        }
    }

    public List<RunningTask> Snapshot() => [.. _tasks.Values];
}
