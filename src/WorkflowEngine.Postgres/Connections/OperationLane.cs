using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>
/// Operations of one kind of many callers on their way to the database. While one transaction is under way, the next ones gather and
/// share the following transaction: one round trip and one flush of the disk for all of them.
/// </summary>
/// <param name="commit">Does the operations in one transaction and gives the result of each; nothing is kept when it throws.</param>
/// <param name="keyOf">What two operations of one transaction must not share; null for no such thing.</param>
/// <param name="committed">Called after each transaction, before its callers are answered.</param>
internal sealed class OperationLane<TRequest, TResult>(
    Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> commit, Func<TRequest, object?> keyOf, Action committed) : IAsyncDisposable
{
    // Keeps a transaction short enough for others that wait for its locks, and for the first in the group to be answered in good time.
    private const int LargestGroup = 256;
    private const int MostTries = 4;

    private readonly object _gate = new();
    private readonly Queue<PendingOperation<TRequest, TResult>> _queue = new();
    private Task _work = Task.CompletedTask;
    private bool _isWorking;
    private bool _isStopping;

    internal Task<TResult> RunAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        var write = new PendingOperation<TRequest, TResult>(request);
        write.CancelWith(cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, typeof(PostgresWorkflowStore));
            _queue.Enqueue(write);
            if (!_isWorking)
            {
                _isWorking = true;
                _work = Task.Run(WorkAsync, CancellationToken.None);
            }
        }

        return write.Result;
    }

    /// <summary>Does what was asked before, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_gate)
        {
            _isStopping = true;
            work = _work;
        }

        await work.ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        while (TakeGroup() is { } group)
        {
            if (group.Count > 0)
            {
                await WriteAsync(group).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes operations that may share a transaction; null when none waits.</summary>
    private List<PendingOperation<TRequest, TResult>>? TakeGroup()
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _isWorking = false;
                return null;
            }

            var group = new List<PendingOperation<TRequest, TResult>>();
            HashSet<object>? keys = null;
            for (var left = _queue.Count; left > 0; left--)
            {
                var write = _queue.Dequeue();
                var key = keyOf(write.Request);
                if (group.Count >= LargestGroup || (key is not null && keys?.Contains(key) == true))
                {
                    // Once around, so that those left keep their order.
                    _queue.Enqueue(write);
                }
                else if (write.TryTake())
                {
                    group.Add(write);
                    if (key is not null)
                    {
                        (keys ??= []).Add(key);
                    }
                }
            }

            return group;
        }
    }

    private async Task WriteAsync(List<PendingOperation<TRequest, TResult>> group)
    {
        try
        {
            await CommitAsync(group).ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (group.Count == 1 || exception is WorkflowStoreException { IsTransient: true })
        {
            // The caller of each operation gets the failure; the lane goes on with the next group.
            foreach (var write in group)
            {
                write.Fail(exception);
            }

            return;
        }
        catch (Exception)
        {
            // One operation failed and all were rolled back. Each is tried alone, so that only that one fails.
        }

        foreach (var write in group)
        {
            try
            {
                await CommitAsync([write]).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // As above: the caller gets the failure.
                write.Fail(exception);
            }
        }
    }

    private async Task CommitAsync(List<PendingOperation<TRequest, TResult>> group)
    {
        var requests = new TRequest[group.Count];
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i] = group[i].Request;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await commit(requests).ConfigureAwait(false);
                committed();
                for (var i = 0; i < requests.Length; i++)
                {
                    group[i].Complete(results[i]);
                }

                return;
            }
            catch (WorkflowStoreException failure) when (attempt < MostTries && PostgresFailure.IsConflict(failure))
            {
                // The database rolled it back in favour of another transaction, which is done by now.
            }
        }
    }
}
