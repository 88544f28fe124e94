namespace WorkflowEngine.Tests.Chaos;

/// <summary>One or two workers on a store, of which some are killed in the middle of their work and started again.</summary>
internal sealed class WorkerPool(ChaosSite site, Random random) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly List<WorkerProcess> _workers = [];

    public int Kills { get; private set; }

    /// <summary>The processes that were never killed.</summary>
    public IReadOnlyList<int> Survivors => [.. _workers.Select(worker => worker.Id)];

    /// <summary>Starts workers until there are so many.</summary>
    public void Fill(int count)
    {
        while (_workers.Count < count)
        {
            _workers.Add(site.StartWorker());
        }
    }

    /// <summary>Waits until a worker has done some of its work, then kills it, and now and then all of them at once.</summary>
    public async Task KillAsync(bool all)
    {
        var victim = _workers[random.Next(_workers.Count)];
        await victim.WaitForLinesAsync(random.Next(1, 70), Patience);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(25)), TimeProvider.System);
        foreach (var worker in all ? [.. _workers] : new[] { victim })
        {
            await worker.KillAsync();
            worker.Dispose();
            _workers.Remove(worker);
            Kills++;
        }
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }
}
