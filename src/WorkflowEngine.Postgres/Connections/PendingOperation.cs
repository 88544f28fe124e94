namespace WorkflowEngine.Postgres.Connections;

/// <summary>An operation waiting for its transaction. Given up only while it waits; once it is in a transaction it goes to its end.</summary>
internal sealed class PendingOperation<TRequest, TResult>(TRequest request)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;
    private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _state;

    internal TRequest Request => request;

    internal Task<TResult> Result => _result.Task;

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingOperation<TRequest, TResult>)state!).GiveUp(token), this);
        }
    }

    /// <summary>Takes it out of the queue; <c>false</c> when it was given up before.</summary>
    internal bool TryTake()
    {
        var taken = Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;
        _registration.Unregister();
        return taken;
    }

    internal void Complete(TResult result) => _result.TrySetResult(result);

    internal void Fail(Exception exception) => _result.TrySetException(exception);

    private void GiveUp(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
        {
            _result.TrySetCanceled(cancellationToken);
        }
    }
}
