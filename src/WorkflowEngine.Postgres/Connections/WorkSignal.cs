namespace WorkflowEngine.Postgres.Connections;

/// <summary>Wakes everybody who waits for work.</summary>
internal sealed class WorkSignal
{
    private TaskCompletionSource? _waiting;

    internal bool HasWaiters => Volatile.Read(ref _waiting) is not null;

    /// <summary>Completes at the first <see cref="Set"/> after the call.</summary>
    internal Task NextAsync()
    {
        if (Volatile.Read(ref _waiting) is { } others)
        {
            return others.Task;
        }

        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waiting, mine, null) ?? mine).Task;
    }

    internal void Set() => Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
}
