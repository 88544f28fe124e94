using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace WorkflowEngine.Peers;

/// <summary>Reads what the database did meanwhile, and says it all in one line of JSON.</summary>
internal sealed class Meter : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _start;

    private Meter(NpgsqlConnection connection, string start) => (_connection, _start) = (connection, start);

    public static async Task<Meter> StartAsync()
    {
        var connection = new NpgsqlConnection(Settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_stat_statements_reset()::text, pg_current_wal_insert_lsn()::text", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(connection, reader.GetString(1));
    }

    /// <summary>Says how many runs ended in how many seconds, and what they cost.</summary>
    public async Task ReportAsync(long runs, double seconds, string version)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1::pg_lsn)::bigint, sum(calls)::bigint FROM pg_stat_statements "
            + "WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
            _connection)
        {
            Parameters = { new() { Value = _start } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Console.WriteLine(JsonSerializer.Serialize(new { runs, seconds, wal = reader.GetInt64(0), statements = reader.GetInt64(1), version }));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Keeps runs in flight for a while, each starter with one of its own, and gives how many ended.</summary>
    public static async Task<long> LoopAsync(TimeSpan duration, Func<Task> run)
    {
        var ended = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Settings.InFlight).Select(async _ =>
        {
            await Task.Yield();
            while (watch.Elapsed < duration)
            {
                await run();
                Interlocked.Increment(ref ended);
            }
        }));
        return ended;
    }

    /// <summary>Measures throughput, or with the workload <c>latency</c> the time from the start of a run to its end with nothing else to do.</summary>
    public static async Task MeasureAsync(string workload, string version, Func<Task> run)
    {
        if (workload == "latency")
        {
            await ReportLatencyAsync(version, run);
            return;
        }

        await LoopAsync(Settings.WarmUp, run);
        await using var meter = await StartAsync();
        var watch = Stopwatch.StartNew();
        var runs = await LoopAsync(Settings.Duration, run);
        await meter.ReportAsync(runs, watch.Elapsed.TotalSeconds, version);
    }

    private static async Task ReportLatencyAsync(string version, Func<Task> run)
    {
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Settings.WarmUp + Settings.Duration)
        {
            var started = Stopwatch.GetTimestamp();
            await run();
            if (watch.Elapsed > Settings.WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            // An idle engine: what the last run left behind is done.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        times.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new { runs = times.Count, p50 = times[times.Count / 2], p99 = times[times.Count * 99 / 100], version }));
    }
}
