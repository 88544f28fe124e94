using System.Collections.Concurrent;
using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>Delivers events as long as the cluster keeps up with them, some of them twice, and cancels some of the runs.</summary>
internal sealed class ClusterLoad(ClusterSite site, int seed)
{
    private const int MostActive = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly WorkflowStatus[] Active = [WorkflowStatus.Blocked, WorkflowStatus.Waiting, WorkflowStatus.Running];
    private readonly Random _random = new(seed);
    private int _deliveries;

    /// <summary>The run of each delivery.</summary>
    public ConcurrentDictionary<string, long> Delivered { get; } = new();

    /// <summary>The runs whose cancel was accepted.</summary>
    public HashSet<long> Cancelled { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await ActiveAsync(MostActive) >= MostActive)
            {
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
                continue;
            }

            var scope = _random.Next(10) switch
            {
                < 5 => ClusterWorkflows.Kept,
                < 7 => ClusterWorkflows.Stopped,
                < 9 => ClusterWorkflows.Fanned,
                _ => ClusterWorkflows.Queued,
            };
            var run = await DeliverAsync(scope);
            if (scope == ClusterWorkflows.Stopped)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(150)), TimeProvider.System, CancellationToken.None);
                var forced = _random.Next(2) == 0;
                if (await ClusterSite.AskAsync(() => site.Client.CancelAsync(run, forced)))
                {
                    Cancelled.Add(run);
                }
            }
        }
    }

    /// <summary>How many runs have not ended, counted up to a limit.</summary>
    public async Task<int> ActiveAsync(int limit)
    {
        var runs = await ClusterSite.AskAsync(() => site.Store.Runs.ListAsync(new RunQuery { Statuses = Active, Limit = limit }));
        return runs.Count;
    }

    private async Task<long> DeliverAsync(Scope scope)
    {
        var key = (++_deliveries).ToString(CultureInfo.InvariantCulture);
        var delivered = new WorkflowEvent { Scope = scope, Name = "load", DeliveryId = key };
        var result = await ClusterSite.AskAsync(() => site.Client.DispatchAsync(delivered));
        if (_random.Next(10) == 0)
        {
            DispatchResult again = await ClusterSite.AskAsync(() => site.Client.DispatchAsync(delivered));
            again.Runs.Select(run => run.Id).Should().Equal(result.Runs.Select(run => run.Id), "a delivery makes its runs once");
        }

        var made = result.Runs.Should().ContainSingle().Which;
        Delivered[$"{scope.Name}/{key}"] = made.Id;
        return made.Id;
    }
}
