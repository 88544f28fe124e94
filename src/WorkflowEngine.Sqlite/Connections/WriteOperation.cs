namespace WorkflowEngine.Sqlite.Connections;

/// <summary>A change waiting for the writer. Given up only while it waits; once it is in a transaction it goes to its end.</summary>
internal abstract class WriteOperation
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;
    private CancellationTokenRegistration _registration;
    private int _state;

    /// <summary>Whether others may have something to do once it is committed.</summary>
    internal required bool MakesWork { get; init; }

    internal void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((WriteOperation)state!).GiveUp(token), this);
        }
    }

    /// <summary>Takes it out of the queue; <c>false</c> when it was given up before.</summary>
    internal bool TryTake()
    {
        var taken = Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;
        _registration.Unregister();
        return taken;
    }

    /// <summary>Does it inside a transaction and keeps the result; may be called again after a rollback.</summary>
    internal abstract void Run(SqliteConnection connection);

    /// <summary>Tells the caller the result, now that it is committed.</summary>
    internal abstract void Complete();

    /// <summary>Tells the caller that nothing was kept.</summary>
    internal abstract void Fail(Exception exception);

    protected abstract void Cancel(CancellationToken cancellationToken);

    private void GiveUp(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
        {
            Cancel(cancellationToken);
        }
    }
}
