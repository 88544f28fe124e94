using Microsoft.Extensions.Logging;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution.Logs;

/// <summary>
/// Carries the lines of one attempt to the store. The first line goes at once; what comes while a batch is being stored goes with the next,
/// at most twenty times a second, so that a slow trickle and a flood both cost few writes.
/// </summary>
internal sealed partial class JobLog(ILogStore store, JobLease lease, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int BatchLines = 1000;
    private const int FullAt = 4 * 1024 * 1024;
    private const int HurryAt = 256 * 1024;
    private const int LineOverhead = 64;
    private const int LastTries = 5;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private Queue<LogLine> _lines = [];
    private int _length;
    private int _sequence;
    private int _stored;
    private bool _lost;
    private Task? _writer;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _hurry;
    private List<(int Sequence, TaskCompletionSource Done)>? _flushes;

    public void Add(int step, LogSource source, string text)
    {
        lock (_lock)
        {
            if (_lost)
            {
                return;
            }

            _lines.Enqueue(new LogLine { Sequence = ++_sequence, Step = step, Source = source, Text = text, At = time.GetUtcNow() });
            _length += text.Length + LineOverhead;
            _writer ??= Task.Run(WriteAsync);
        }
    }

    /// <summary>Completes when the store has caught up with what is kept in memory.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _length < FullAt || _lost
                ? ValueTask.CompletedTask
                : new ValueTask((_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>
    /// Completes when the lines added so far are stored, or given up. A step tells of its end after this, so that whoever sees the end finds
    /// the lines.
    /// </summary>
    public async Task FlushAsync()
    {
        Task done;
        lock (_lock)
        {
            if (_lost || _stored == _sequence)
            {
                return;
            }

            var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_flushes ??= []).Add((_sequence, flush));
            _hurry?.TrySetResult();
            done = flush.Task;
        }

        // A store that stays away is waited for no longer than the end of the job waits for it.
        await done.WaitAsync(CloseTime, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stores what is left. Takes no token: what has been said is kept although the caller has given up.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? writer;
        lock (_lock)
        {
            writer = _writer;
        }

        if (writer is not null)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            using var done = new CancellationTokenSource();
            await Task.WhenAny(writer, Task.Delay(CloseTime, time, done.Token)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
        }

        // A step that was left behind may go on writing; nobody reads that any more.
        GiveUp();
        _closing.Dispose();
    }

    private async Task WriteAsync()
    {
        var closing = _closing.Token;
        while (Take() is { } batch)
        {
            if (!await StoreAsync(batch, closing).ConfigureAwait(false))
            {
                GiveUp();
                return;
            }

            if (Stored(batch[^1].Sequence) is { } hurry)
            {
                await Task.WhenAny(hurry, WaitAsync(Linger, closing)).ConfigureAwait(false);
            }
        }
    }

    private List<LogLine>? Take()
    {
        lock (_lock)
        {
            if (_lines.Count == 0)
            {
                _writer = null;
                return null;
            }

            var batch = new List<LogLine>(Math.Min(_lines.Count, BatchLines));
            while (batch.Count < BatchLines && _lines.TryDequeue(out var line))
            {
                _length -= line.Text.Length + LineOverhead;
                batch.Add(line);
            }

            if (_length < FullAt)
            {
                _room?.SetResult();
                _room = null;
            }

            return batch;
        }
    }

    /// <summary>Notes what is stored; the writer then lingers until the task completes, or not at all when there is none.</summary>
    private Task? Stored(int sequence)
    {
        lock (_lock)
        {
            _stored = sequence;
            for (var i = (_flushes?.Count ?? 0) - 1; i >= 0; i--)
            {
                if (_flushes![i].Sequence <= sequence)
                {
                    _flushes[i].Done.TrySetResult();
                    _flushes.RemoveAt(i);
                }
            }

            if (_length >= HurryAt || _flushes is { Count: > 0 })
            {
                return null;
            }

            _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _hurry.Task;
        }
    }

    private async Task<bool> StoreAsync(List<LogLine> batch, CancellationToken closing)
    {
        for (var last = 0; last < LastTries;)
        {
            try
            {
                return await store.AppendAsync(lease, batch, CancellationToken.None).ConfigureAwait(false);
            }
            catch (WorkflowStoreException exception)
            {
                LogAppendFailed(logger, lease.Task.RunId, lease.Task.Job, lease.Task.Attempt, exception);
                last += closing.IsCancellationRequested ? 1 : 0;
                await WaitAsync(RetryDelay, last == 0 ? closing : CancellationToken.None).ConfigureAwait(false);
            }
        }

        LogLinesLost(logger, batch.Count, lease.Task.RunId, lease.Task.Job, lease.Task.Attempt);
        return false;
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The job has ended, so there is nothing to wait for.
        }
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            _lost = true;
            _lines = [];
            _length = 0;
            _room?.TrySetResult();
            _room = null;
            _flushes?.ForEach(flush => flush.Done.TrySetResult());
            _flushes = null;
        }
    }
}
