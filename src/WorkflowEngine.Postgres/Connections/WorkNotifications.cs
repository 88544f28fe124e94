using Npgsql;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>
/// Tells the other processes that there may be work, and hears it from them over one connection. Only hints: one that is lost costs
/// its hearers no more than the time until they look again.
/// </summary>
/// <remarks>
/// A hint is sent after the commit and not inside it: PostgreSQL lets transactions with notifications commit one by one. All hints of
/// a short while are one. These times are real, whatever the host's clock.
/// </remarks>
internal sealed class WorkNotifications : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private readonly PostgresDatabase _database;
    private readonly bool _isUsed;
    private readonly TimeSpan _pollInterval;
    private readonly string _channel;
    private readonly string _sender = Guid.NewGuid().ToString("N");
    private readonly WorkSignal _signal = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly object _gate = new();
    private Task? _listening;
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isSendDue;
    private volatile bool _isHearing;

    internal WorkNotifications(PostgresDatabase database, PostgresStoreOptions options)
    {
        _database = database;
        _isUsed = !options.IsTransactionPooled;
        _pollInterval = options.PollInterval;
        _channel = "workflow_" + database.Schema;
    }

    /// <summary>Where all processes hear hints that a transaction of the host gives with its commit; null when nothing is heard.</summary>
    internal string? Channel => _isUsed ? _channel : null;

    /// <summary>
    /// Whether somebody could not read all events because of a transaction that had not ended. Its commit is a hint like any other, but
    /// nobody tells when it is given up, so until then those who wait look at short intervals.
    /// </summary>
    internal bool IsFeedBehind { get; set; }

    /// <summary>Wakes those who wait here at once, and those of other processes soon.</summary>
    internal void Raise()
    {
        _signal.Set();
        if (!_isUsed)
        {
            return;
        }

        lock (_gate)
        {
            _isSendDue = true;
            if (!_isSending && !_stopping.IsCancellationRequested)
            {
                _isSending = true;
                _sending = Task.Run(SendAsync, CancellationToken.None);
            }
        }
    }

    internal async Task WaitAsync(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // Before the first await: what is committed from here on wakes the caller.
        var next = _signal.NextAsync();
        StartListening();
        if ((!_isHearing || IsFeedBehind) && (timeout > _pollInterval || timeout == Timeout.InfiniteTimeSpan))
        {
            timeout = _pollInterval;
        }

        // A timeout is an ordinary end here, so its exception is not thrown.
        await next.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task sending;
        lock (_gate)
        {
            sending = _sending;
        }

        await sending.ConfigureAwait(false);
        if (_listening is { } listening)
        {
            await listening.ConfigureAwait(false);
        }
    }

    private async Task SendAsync()
    {
        while (TakeSend())
        {
            try
            {
                var connection = await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
                    await using (command.ConfigureAwait(false))
                    {
                        command.Parameters.Add(Parameters.Of(_channel));
                        command.Parameters.Add(Parameters.Of(_sender));
                        await command.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
                        await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception exception) when (PostgresFailure.IsKnown(exception))
            {
                // Only a hint was lost.
            }

            await Task.Delay(Pause, TimeProvider.System, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TakeSend()
    {
        lock (_gate)
        {
            _isSending = _isSendDue;
            _isSendDue = false;
            return _isSending;
        }
    }

    private void StartListening()
    {
        if (!_isUsed || Volatile.Read(ref _listening) is not null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested)
            {
                _listening ??= Task.Run(ListenAsync, CancellationToken.None);
            }
        }
    }

    private async Task ListenAsync()
    {
        var stopping = _stopping.Token;
        var retry = _pollInterval;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var connection = await _database.OpenAsync(stopping).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await HearAsync(connection, () => retry = _pollInterval, stopping).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (PostgresFailure.IsKnown(exception))
            {
                // Until the connection is back, those who wait look at short intervals.
                _isHearing = false;
                _signal.Set();
                await Task.Delay(retry, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            }
        }
    }

    private async Task HearAsync(NpgsqlConnection connection, Action connected, CancellationToken stopping)
    {
        connection.Notification += (_, notification) =>
        {
            if (notification.Payload != _sender)
            {
                _signal.Set();
            }
        };
        await ExecuteAsync(connection, $"LISTEN \"{_channel.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ConfigureAwait(false);
        _isHearing = true;
        connected();

        // What came while nobody heard it.
        _signal.Set();
        try
        {
            while (true)
            {
                await connection.WaitAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (connection.State == System.Data.ConnectionState.Open)
        {
            // The connection may go back to a pool that does not clean up.
            await ExecuteAsync(connection, "UNLISTEN *").ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
