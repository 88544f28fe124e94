using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Turns each lease that ran out into a fact, so that the work of a worker that died goes on elsewhere. Every process runs one.</summary>
internal sealed partial class LeaseReaper(
    IWorkflowStore store, RunDriver driver, IOptions<WorkflowEngineOptions> options, TimeProvider time, ILogger<LeaseReaper> logger)
    : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Looks once; also what tests and the command line call.</summary>
    public async Task<int> ReapAsync(CancellationToken cancellationToken)
    {
        var expired = await store.Runs.ListExpiredLeasesAsync(time.GetUtcNow(), BatchSize, cancellationToken).ConfigureAwait(false);
        foreach (var task in expired)
        {
            if (await driver.PostAsync(task.RunId, new RunFact.TaskLost(task.Job, task.Attempt)).ConfigureAwait(false))
            {
                LogReaped(logger, task.RunId, task.Job, task.Attempt);
            }
        }

        return expired.Count;
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
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The top of the loop: the reaper must outlive a store that is away.
                LogFailed(logger, exception);
            }
        }
        while (await WaitAsync(timer, stoppingToken).ConfigureAwait(false));
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
