using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Watches all runs of a store that have not ended, also those that come later.</summary>
internal sealed class StoreWatch(EngineSession session, Terminal terminal, TimeProvider time)
{
    private const int MostRuns = 1000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, RunView> _runs = [];

    /// <summary>Writes what happens until nothing is left to do, or for ever.</summary>
    public async Task WatchAsync(bool untilIdle, CancellationToken cancellationToken)
    {
        var follower = new RunFollower(session.Store, new WorkerReport(terminal, time), withLogs: false);
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var change = session.Store.Runs.WaitForWorkAsync(LongestWait, stop.Token);
            var any = await FindAsync(cancellationToken).ConfigureAwait(false);
            any |= await follower.LookAsync(_runs.Values, cancellationToken).ConfigureAwait(false);
            foreach (var run in _runs.Values.Where(run => run.IsDone).ToList())
            {
                _runs.Remove(run.Run.Id);
            }

            if (untilIdle && !any && _runs.Count == 0)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                return;
            }

            if (any)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Adds runs that are new here; of those that have already begun only what happens from now on is written.</summary>
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var any = false;
        var query = new RunQuery { Statuses = UnfinishedRuns.Statuses, Limit = MostRuns };
        foreach (var run in await session.Client.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (_runs.ContainsKey(run.Id))
            {
                continue;
            }

            var details = await session.Client.GetAsync(run.Id, cancellationToken).ConfigureAwait(false);
            if (details is not null)
            {
                _runs[run.Id] = new(details) { LastEvent = details.Run.LastEvent };
                terminal.Write($"{WorkTree.NameOf(run.Scope.Name)}: {run.Title} (run {run.Id}), {details.Jobs.Count} jobs");
                any = true;
            }
        }

        return any;
    }
}
