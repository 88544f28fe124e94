using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>
/// Makes up for processes that died: a lease that ran out becomes a fact, so that the work goes on elsewhere, and a run that a newer one of
/// its concurrency group was about to cancel is cancelled. Every process runs one.
/// </summary>
internal sealed partial class LeaseReaper(
    IWorkflowStore store, RunDriver driver, RunningTasks running, IOptions<WorkflowEngineOptions> options, TimeProvider time,
    ILogger<LeaseReaper> logger) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Looks once; also what tests and the command line call.</summary>
    /// <returns>How many tasks were taken from workers.</returns>
    public async Task<int> ReapAsync(CancellationToken cancellationToken)
    {
        var expired = await store.Runs.ListExpiredLeasesAsync(time.GetUtcNow(), BatchSize, cancellationToken).ConfigureAwait(false);

        // Told together, so that the tasks of one run become one change, and all of them share what a commit costs.
        var lost = new List<(TaskKey Task, Task<bool> Told)>(expired.Count);
        foreach (var task in expired)
        {
            // After the machine has slept this process is as late as any, but its own tasks are not lost: the next renewal keeps them.
            if (!running.Contains(task))
            {
                lost.Add((task, driver.PostAsync(task.RunId, new RunFact.TaskLost(task.Job, task.Attempt))));
            }
        }

        var taken = 0;
        foreach (var (task, told) in lost)
        {
            taken += await IsTakenAsync(task, told, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return taken;
    }

    /// <summary>Cancels runs that were to make way for a newer one when the process died that had made it.</summary>
    public async Task SupersedeAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await store.Runs.ListSupersededAsync(BatchSize, cancellationToken).ConfigureAwait(false))
        {
            var newcomer = await store.Runs.GetAsync(run.NewcomerId, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (newcomer is not null)
            {
                await driver.PostAsync(run.RunId, RunFact.CancelRequested.SupersededBy(newcomer.Run)).WaitAsync(cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval(options.Value.LeaseDuration), time);
        do
        {
            try
            {
                while (await ReapAsync(stoppingToken).ConfigureAwait(false) == BatchSize)
                {
                }

                await SupersedeAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The top of the loop: the reaper must outlive a store that is away.
                LogFailed(logger, exception);
            }
        }
        while (await WaitAsync(timer, stoppingToken).ConfigureAwait(false));
    }

    private async Task<bool> IsTakenAsync(TaskKey task, Task<bool> told, CancellationToken cancellationToken)
    {
        try
        {
            if (!await told.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The top of each task: a run that cannot be changed must not keep the tasks of the others with workers that are gone.
            LogTakeFailed(logger, task.RunId, task.Job, task.Attempt, exception);
            return false;
        }

        LogReaped(logger, task.RunId, task.Job, task.Attempt);
        return true;
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Interval(TimeSpan lease) =>
        TimeSpan.FromMilliseconds(Math.Clamp(lease.TotalMilliseconds / 5, 100, 5000));
}
