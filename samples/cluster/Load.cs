using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.Notifications;
using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>Starts runs at a steady rate, whatever the cluster does, and hears of their ends as an observer of the feed.</summary>
internal sealed class Load : IRunObserver, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _loops;
    private readonly Dictionary<long, DateTimeOffset> _started = [];
    private readonly Lock _gate = new();
    private List<double> _latencies = [];
    private long _events;

    public Load(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine => engine
            .UsePostgres(connectionString)
            .AddWorkflow(Orders.Definition)
            .Configure(options =>
            {
                // This process makes runs and watches them; it executes none, because it works for a scope that has none.
                options.WorkerName = "load";
                options.Scopes.Add(new("nothing"));
            }));
        services.AddSingleton<IRunObserver>(this);
        _services = services.BuildServiceProvider();
        _loops = [.. _services.GetServices<IHostedService>()];
    }

    public string Name => "table";

    /// <summary>How many runs have ended.</summary>
    public long Ended { get; private set; }

    /// <summary>How many starts the database did not take, for instance while it was away.</summary>
    public long Refused { get; private set; }

    public async Task StartAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.StartAsync(CancellationToken.None);
        }
    }

    public async Task RunAsync(int perSecond, CancellationToken stop)
    {
        var client = _services.GetRequiredService<IWorkflowClient>();
        var watch = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        var made = 0L;
        try
        {
            while (await tick.WaitForNextTickAsync(stop))
            {
                var due = (long)(watch.Elapsed.TotalSeconds * perSecond) - made;
                made += due;
                await Task.WhenAll(Enumerable.Range(0, (int)due).Select(_ => StartRunAsync(client)));
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    public Task OnEventsAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _events += events.Count;
            foreach (var told in events)
            {
                if (told.Sequence == 1)
                {
                    _started[told.RunId] = told.At;
                }
                else if (told.Kind == RunEventKind.Run && told.Status.IsTerminal() && _started.Remove(told.RunId, out var started))
                {
                    Ended++;
                    _latencies.Add((told.At - started).TotalMilliseconds);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What came since the last call: events, and for each run that ended the milliseconds from its start to its end.</summary>
    public (long Events, List<double> Latencies) Take()
    {
        lock (_gate)
        {
            var taken = (_events, _latencies);
            (_events, _latencies) = (0, []);
            taken._latencies.Sort();
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in Enumerable.Reverse(_loops))
        {
            await loop.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private async Task StartRunAsync(IWorkflowClient client)
    {
        try
        {
            await client.StartAsync(Orders.Ref);
        }
        catch (WorkflowStoreException exception) when (exception.IsTransient)
        {
            Refused++;
        }
    }
}
