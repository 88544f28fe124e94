using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace WorkflowEngine.Peers;

/// <summary>
/// The floor: a table, and three statements that each carry as many jobs as wait for them: insert, claim by SKIP LOCKED, complete (which
/// inserts the next job of a chain). No leases, no history, no events, nothing that a run could be asked afterwards.
/// </summary>
internal sealed class QueuePeer : IAsyncDisposable
{
    private const int Batch = 64;
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(Settings.ConnectionString);
    private readonly ConcurrentQueue<long> _new = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _inserts = new(0);
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _jobs;
    private long _lastRun;

    private QueuePeer(int jobs) => _jobs = jobs;

    public static async Task MeasureAsync(string workload)
    {
        await using var queue = new QueuePeer(workload == "chain" ? 3 : 1);
        await queue.ExecuteAsync(
            "DROP TABLE IF EXISTS queue_jobs; CREATE TABLE queue_jobs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run bigint NOT NULL, "
            + "step integer NOT NULL, state smallint NOT NULL) WITH (fillfactor = 70); CREATE INDEX queue_jobs_ready ON queue_jobs (id) WHERE state = 0");
        Task[] loops = [queue.InsertAsync(), queue.WorkAsync(), queue.WorkAsync()];
        await Meter.MeasureAsync(workload, "hand-written", queue.RunAsync);
        await queue._stop.CancelAsync();
        await Task.WhenAll(loops);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _inserts.Dispose();
        _work.Dispose();
        _stop.Dispose();
    }

    private Task RunAsync()
    {
        var run = Interlocked.Increment(ref _lastRun);
        var ended = _waiting[run] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _new.Enqueue(run);
        _inserts.Release();
        return ended.Task;
    }

    private async Task InsertAsync()
    {
        while (await WaitAsync(_inserts))
        {
            var runs = new List<long>();
            while (runs.Count < Batch && _new.TryDequeue(out var run))
            {
                runs.Add(run);
            }

            if (runs.Count > 0)
            {
                await ExecuteAsync("INSERT INTO queue_jobs (run, step, state) SELECT r, 1, 0 FROM unnest($1) AS r", runs);
                _work.Release();
            }
        }
    }

    private async Task WorkAsync()
    {
        while (await WaitAsync(_work))
        {
            while (await ClaimAsync() is { Count: > 0 } claimed)
            {
                await ExecuteAsync(
                    "WITH done AS (UPDATE queue_jobs SET state = 2 WHERE id = ANY ($1) RETURNING run, step) "
                    + $"INSERT INTO queue_jobs (run, step, state) SELECT run, step + 1, 0 FROM done WHERE step < {_jobs}",
                    claimed.Select(job => job.Id).ToList());
                foreach (var (_, run, step) in claimed)
                {
                    if (step == _jobs && _waiting.TryRemove(run, out var ended))
                    {
                        ended.SetResult();
                    }
                }
            }
        }
    }

    private async Task<List<(long Id, long Run, int Step)>> ClaimAsync()
    {
        await using var command = _database.CreateCommand(
            $"UPDATE queue_jobs SET state = 1 WHERE id IN (SELECT id FROM queue_jobs WHERE state = 0 ORDER BY id LIMIT {Batch} FOR UPDATE SKIP LOCKED) "
            + "RETURNING id, run, step");
        await using var reader = await command.ExecuteReaderAsync();
        var claimed = new List<(long, long, int)>();
        while (await reader.ReadAsync())
        {
            claimed.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2)));
        }

        return claimed;
    }

    private async Task ExecuteAsync(string sql, List<long>? ids = null)
    {
        await using var command = _database.CreateCommand(sql);
        if (ids is not null)
        {
            command.Parameters.Add(new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        }

        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> WaitAsync(SemaphoreSlim signal)
    {
        try
        {
            await signal.WaitAsync(_stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
