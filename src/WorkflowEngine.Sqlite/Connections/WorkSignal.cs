namespace WorkflowEngine.Sqlite.Connections;

/// <summary>Wakes those who wait for work. One signal that finds nobody waiting is kept for the next waiter.</summary>
internal sealed class WorkSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiters;
    private bool _isKept;

    internal bool HasWaiters => Volatile.Read(ref _waiters) is not null;

    internal Task NextAsync()
    {
        lock (_gate)
        {
            if (_isKept)
            {
                _isKept = false;
                return Task.CompletedTask;
            }

            _waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiters.Task;
        }
    }

    internal void Set()
    {
        TaskCompletionSource? waiters;
        lock (_gate)
        {
            waiters = _waiters;
            _waiters = null;
            _isKept = waiters is null;
        }

        waiters?.TrySetResult();
    }
}
