using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>A task that executes in this process.</summary>
internal sealed class RunningTask(JobLease lease) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _cause;
    private bool _disposed;

    public JobLease Lease { get; } = lease;

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether what its steps report is stored at once and not together with its end.</summary>
    public bool FlushFacts { get; set; }

    /// <summary>Why the task was told to stop; the first cause stands.</summary>
    public StopCause Cause => (StopCause)Volatile.Read(ref _cause);

    public void Stop(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)StopCause.None) != (int)StopCause.None)
        {
            return;
        }

        lock (_stop)
        {
            if (!_disposed)
            {
                // Callbacks of the token may take long (they signal processes), and the caller may be the renewal loop.
                _ = _stop.CancelAsync();
            }
        }
    }

    public void Dispose()
    {
        lock (_stop)
        {
            _disposed = true;
            _stop.Dispose();
        }
    }
}
