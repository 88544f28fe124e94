using System.Diagnostics;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Benchmarks;

/// <summary>Whole runs per second, from the call that starts them to their stored end.</summary>
internal static class ThroughputBenchmark
{
    private const int InFlight = 256;

    public static async Task<int> RunAsync(string[] args)
    {
        var stores = args.Length > 0 ? args : ["memory", "sqlite", .. Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES") is null ? (string[])[] : ["postgres"]];
        Console.WriteLine("| store | workflow | runs | runs per second | bytes allocated per run | peak memory MiB |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        foreach (var store in stores)
        {
            var scale = store == "memory" ? 10 : 1;
            await MeasureAsync(store, "steps", 10_000 * scale);
            await MeasureAsync(store, "chain", 5_000 * scale);
            await MeasureAsync(store, "fan", 200 * scale);
        }

        return 0;
    }

    private static async Task MeasureAsync(string store, string workflow, int runs)
    {
        await using var engine = await BenchmarkEngine.StartAsync(store, InFlight);
        await DriveAsync(engine, workflow, Math.Max(50, runs / 10));
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        await DriveAsync(engine, workflow, runs);
        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"| {store} | {workflow} | {runs} | {runs / elapsed.TotalSeconds:0} | {allocated / runs} | {process.PeakWorkingSet64 / 1048576} |"));
    }

    /// <summary>Keeps a fixed number of runs in flight; each starter waits for its run before it starts the next.</summary>
    private static async Task DriveAsync(BenchmarkEngine engine, string workflow, int runs)
    {
        var left = runs;
        var starters = Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var run = await engine.Client.StartAsync(workflow);
                var ended = await engine.Client.WaitAsync(run.Id);
                if (ended?.Status != WorkflowStatus.Success)
                {
                    throw new InvalidOperationException($"Run {run.Id} ended as {ended?.Status}: {ended?.Reason}");
                }
            }
        });
        await Task.WhenAll(starters);
    }
}
