using System.Collections.Concurrent;

namespace WorkflowEngine.Dispatch;

/// <summary>Wakes those in this process who watch a run. Only a hint: watchers look into the store.</summary>
internal sealed class RunFeed
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _watchers = new();

    /// <summary>A task that completes at the run's next change; taken before looking, so that no change falls between.</summary>
    public Task NextChange(long runId) =>
        _watchers.GetOrAdd(runId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Publish(long runId)
    {
        if (!_watchers.IsEmpty && _watchers.TryRemove(runId, out var watcher))
        {
            watcher.TrySetResult();
        }
    }

    /// <summary>Forgets a run that nobody watches any more.</summary>
    public void Forget(long runId) => Publish(runId);
}
