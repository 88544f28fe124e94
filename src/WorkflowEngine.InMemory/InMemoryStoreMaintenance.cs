using WorkflowEngine.InMemory.Maintenance;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

internal sealed class InMemoryStoreMaintenance(RunTable table, Lock gate, InMemoryRunStore runs) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default) =>
        Locked(() => new StoreCheck(table).Run(limit), cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) => Locked(ReadStatistics, cancellationToken);

    public Task<IReadOnlyList<SchemaScript>> ListPendingScriptsAsync(CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<SchemaScript>>(static () => [], cancellationToken);

    public Task<int> DeleteAsync(RunRetention retention, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return Locked(() => table.Delete(retention, limit, runs.Observers.Values.DefaultIfEmpty(long.MaxValue).Min()), cancellationToken);
    }

    private StoreStatistics ReadStatistics()
    {
        var all = table.Runs.ToList();
        var tasks = all
            .SelectMany(static run => Enumerable.Range(0, run.JobCount).Select(run.FirstTask))
            .OfType<Queue.TaskRecord>()
            .ToList();
        return new()
        {
            Tables =
            [
                new("workflow_events", all.Sum(static run => (long)run.FeedEntries)),
                new("workflow_jobs", all.Sum(static run => (long)run.JobCount)),
                new("workflow_runs", all.Count),
                new("workflow_steps", all.Sum(static run => (long)run.ReadSteps().Count)),
                new("workflow_tasks", tasks.Count),
            ],
            Runs = all.GroupBy(static run => run.Run.Status).ToDictionary(static group => group.Key, static group => group.LongCount()),
            WaitingTasks = tasks.Count(static task => !task.IsRunning),
            RunningTasks = tasks.Count(static task => task.IsRunning),
            OldestWaiting = tasks.Where(static task => task.Place == Queue.TaskPlace.Ready)
                .Select(static task => (DateTimeOffset?)task.Run.Run.CreatedAt).Min(),
            LastPosition = table.Feed.LastPosition,
            Observers =
            [
                .. runs.Observers.OrderBy(static observer => observer.Key, StringComparer.Ordinal)
                    .Select(observer => new ObserverLag(observer.Key, observer.Value, table.Feed.CountAfter(observer.Value))),
            ],
        };
    }

    private Task<T> Locked<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (gate)
        {
            return Task.FromResult(operation());
        }
    }
}
