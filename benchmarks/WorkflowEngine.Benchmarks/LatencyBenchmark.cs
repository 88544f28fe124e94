using System.Diagnostics;

namespace WorkflowEngine.Benchmarks;

/// <summary>The time from the start of a one-step run to its stored end, on an engine that does nothing else.</summary>
internal static class LatencyBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var stores = args.Length > 0 ? args : ["memory", "sqlite", .. Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES") is null ? (string[])[] : ["postgres"]];
        Console.WriteLine("| store | runs | p50 ms | p99 ms |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var store in stores)
        {
            await using var engine = await BenchmarkEngine.StartAsync(store, concurrency: 4);
            var times = new List<double>();
            for (var i = 0; i < 2_200; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var run = await engine.Client.StartAsync("one");
                await engine.Client.WaitAsync(run.Id);
                if (i >= 200)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            times.Sort();
            Console.WriteLine(FormattableString.Invariant(
                $"| {store} | {times.Count} | {times[times.Count / 2]:0.000} | {times[times.Count * 99 / 100]:0.000} |"));
        }

        return 0;
    }
}
