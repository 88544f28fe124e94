namespace WorkflowEngine.InMemory;

/// <summary>Wakes everybody who waits; costs next to nothing while nobody does.</summary>
internal sealed class WorkSignal(TimeProvider time)
{
    private TaskCompletionSource? _waiting;

    public void Raise() => Interlocked.Exchange(ref _waiting, null)?.TrySetResult();

    /// <summary>Completes at the first <see cref="Raise"/> after the call, or when the timeout is over.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var waiting = Volatile.Read(ref _waiting);
        if (waiting is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = Interlocked.CompareExchange(ref _waiting, mine, null) ?? mine;
        }

        // A timeout is an ordinary end here, so its exception is not thrown.
        await waiting.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
