using System.Diagnostics;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Benchmarks;

/// <summary>A steady load for a while: runs of three steps are started when they are due, whether or not the ones before have ended.</summary>
internal sealed class SoakBenchmark(BenchmarkEngine engine, SoakOptions options)
{
    private const int DeletedAtOnce = 500;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private List<double> _times = [];
    private Exception? _failure;

    public static async Task<int> RunAsync(string[] args)
    {
        if (SoakOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(SoakOptions.Usage);
            return 2;
        }

        await using var engine = await BenchmarkEngine.StartAsync(options.Store, concurrency: 256);
        var samples = await new SoakBenchmark(engine, options).RunAsync();
        var found = SoakVerdict.Of(samples);
        Console.WriteLine($"\n{SoakVerdict.Rule}\n\n{(found.Count == 0 ? "flat" : "not flat: " + string.Join("; ", found))}");
        return found.Count == 0 ? 0 : 1;
    }

    private async Task<List<SoakSample>> RunAsync()
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{options.Store}: {options.Rate:0} runs of 3 steps a second for {options.Duration}, each kept for {options.Keep.TotalSeconds:0} s after its end\n"));
        Console.WriteLine("| at | runs per second | p50 ms | p99 ms | working set MiB | heap MiB | tables MiB | indexes MiB | dead rows |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        using var stop = new CancellationTokenSource(options.Duration);
        var offering = OfferAsync(stop.Token);
        var forgetting = ForgetAsync(stop.Token);
        var samples = new List<SoakSample>();
        var last = _watch.Elapsed;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(options.Interval, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_failure is not null)
            {
                throw new InvalidOperationException("A run could not be started or did not succeed.", _failure);
            }

            var elapsed = _watch.Elapsed - last;
            if (elapsed >= options.Interval * 0.9)
            {
                last = _watch.Elapsed;
                samples.Add(await SoakSample.TakeAsync(engine, options, last, elapsed, Take()));
                Console.WriteLine(samples[^1]);
            }
        }

        await Task.WhenAll(offering, forgetting);
        return samples;
    }

    private async Task OfferAsync(CancellationToken stop)
    {
        var offered = 0L;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        while (await NextAsync(tick, stop))
        {
            for (var due = (long)(_watch.Elapsed.TotalSeconds * options.Rate); offered < due; offered++)
            {
                _ = RunOnceAsync(TimeSpan.FromSeconds(offered / options.Rate));
            }
        }
    }

    private async Task RunOnceAsync(TimeSpan due)
    {
        await Task.Yield();
        try
        {
            var run = await engine.Client.StartAsync("steps");
            var ended = await engine.Client.WaitAsync(run.Id);
            if (ended?.Status != WorkflowStatus.Success)
            {
                throw new InvalidOperationException($"Run {run.Id} ended as {ended?.Status}: {ended?.Reason}");
            }

            lock (_gate)
            {
                _times.Add((_watch.Elapsed - due).TotalMilliseconds);
            }
        }
        catch (Exception exception)
        {
            // Told by the loop that takes the samples; nobody awaits a single run.
            _failure = exception;
        }
    }

    /// <summary>Deletes what has been kept long enough, in small batches, as a host does.</summary>
    private async Task ForgetAsync(CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (await NextAsync(tick, stop))
        {
            while (!stop.IsCancellationRequested
                && await engine.Store.Runs.DeleteBeforeAsync(TimeProvider.System.GetUtcNow() - options.Keep, DeletedAtOnce, CancellationToken.None) == DeletedAtOnce)
            {
            }
        }
    }

    private List<double> Take()
    {
        lock (_gate)
        {
            var times = _times;
            _times = [];
            return times;
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer tick, CancellationToken stop)
    {
        try
        {
            return await tick.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
