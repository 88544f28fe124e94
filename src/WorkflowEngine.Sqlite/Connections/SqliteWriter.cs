using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>
/// The one thread that changes the file for this store. It takes all the operations that wait, runs them in one transaction and
/// then answers them together: while the disk takes one group, the next one gathers, so a flush is paid once for many changes.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Keeps a transaction short enough for other processes, and for the first in the group to be answered in good time.
    private const int LargestGroup = 512;

    private readonly Func<SqliteConnection> _open;
    private readonly TimeSpan _pollInterval;
    private readonly WorkSignal _signal;
    private readonly object _gate = new();
    private readonly Queue<WriteOperation> _queue = new();
    private readonly List<WriteOperation> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteConnection? _connection;
    private long? _dataVersion;
    private bool _isStarted;
    private bool _isStopping;

    /// <param name="open">Opens the connection; called again after a failure, which leaves a connection in no known state.</param>
    /// <param name="pollInterval">How often the file is looked at for changes of other processes while somebody waits for work.</param>
    /// <param name="signal">Set after each commit that makes work.</param>
    internal SqliteWriter(Func<SqliteConnection> open, TimeSpan pollInterval, WorkSignal signal)
    {
        _open = open;
        _pollInterval = pollInterval;
        _signal = signal;
    }

    /// <summary>
    /// Runs an operation in a transaction; its result is given when it is committed. It must be safe to run again after a rollback.
    /// </summary>
    internal Task<T> RunAsync<T>(Func<SqliteConnection, T> body, bool makesWork, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var operation = new Operation<T>(body) { MakesWork = makesWork };
        operation.CancelWith(cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, typeof(SqliteWorkflowStore));
            Start();
            _queue.Enqueue(operation);
            Monitor.Pulse(_gate);
        }

        return operation.Result;
    }

    /// <summary>Makes the thread look for changes of other processes from now on.</summary>
    internal void Watch()
    {
        lock (_gate)
        {
            if (!_isStopping)
            {
                Start();
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Does what was asked before, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            if (!_isStarted)
            {
                _ended.TrySetResult();
            }

            Monitor.Pulse(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Start()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            new Thread(Work) { IsBackground = true, Name = "WorkflowEngine SQLite writer" }.Start();
        }
    }

    private void Work()
    {
        while (TakeGroup())
        {
            if (_group.Count > 0)
            {
                Write();
                _group.Clear();
            }
            else
            {
                LookAtFile();
            }
        }

        CloseConnection();
        _ended.TrySetResult();
    }

    /// <summary>Waits for operations, or for the time to look at the file: then the group is empty. <c>false</c> at the end.</summary>
    private bool TakeGroup()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_isStopping)
                {
                    return false;
                }

                // No process tells another one that it changed the file, so it is looked at; this is real time, whatever the host's clock.
                if (!_signal.HasWaiters)
                {
                    Monitor.Wait(_gate);
                }
                else if (!Monitor.Wait(_gate, _pollInterval))
                {
                    return true;
                }
            }

            while (_group.Count < LargestGroup && _queue.TryDequeue(out var operation))
            {
                if (operation.TryTake())
                {
                    _group.Add(operation);
                }
            }
        }

        return true;
    }

    private void Write()
    {
        try
        {
            Commit(_group);
            return;
        }
        catch (Exception exception) when (_group.Count == 1 || exception is WorkflowStoreException { IsTransient: true })
        {
            // The caller of each operation gets the failure; the thread goes on with the next group.
            foreach (var operation in _group)
            {
                operation.Fail(exception);
            }

            return;
        }
        catch (Exception)
        {
            // One operation failed and all were rolled back. Each is tried alone, so that only that one fails.
        }

        foreach (var operation in _group)
        {
            try
            {
                Commit([operation]);
            }
            catch (Exception exception)
            {
                // As above: the caller gets the failure.
                operation.Fail(exception);
            }
        }
    }

    private void Commit(List<WriteOperation> group)
    {
        var makesWork = false;
        try
        {
            var connection = Connection();
            connection.Run("BEGIN IMMEDIATE");
            foreach (var operation in group)
            {
                operation.Run(connection);
                makesWork |= operation.MakesWork;
            }

            connection.Run("COMMIT");
        }
        catch
        {
            // Closing rolls back, whatever state the connection is in.
            CloseConnection();
            throw;
        }

        foreach (var operation in group)
        {
            operation.Complete();
        }

        if (makesWork)
        {
            _signal.Set();
        }
    }

    private void LookAtFile()
    {
        try
        {
            // It changes when another connection commits, but not when this one does. What happened before the first look is not known.
            var version = Connection().ReadInt64("PRAGMA data_version");
            if (version != _dataVersion)
            {
                _dataVersion = version;
                _signal.Set();
            }
        }
        catch (WorkflowStoreException)
        {
            // Only a hint was lost; the next operation meets the same failure and tells its caller.
            CloseConnection();
        }
    }

    private SqliteConnection Connection() => _connection ??= _open();

    private void CloseConnection()
    {
        _connection?.Dispose();
        _connection = null;
        _dataVersion = null;
    }

    private sealed class Operation<T>(Func<SqliteConnection, T> body) : WriteOperation
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        internal Task<T> Result => _result.Task;

        internal override void Run(SqliteConnection connection) => _value = body(connection);

        internal override void Complete() => _result.TrySetResult(_value!);

        internal override void Fail(Exception exception) => _result.TrySetException(exception);

        protected override void Cancel(CancellationToken cancellationToken) => _result.TrySetCanceled(cancellationToken);
    }
}
