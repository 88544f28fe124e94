using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Deletes runs, and the history of triggers, that are not to be kept any longer. Every process runs one; the store lets one at a time delete.</summary>
internal sealed partial class RetentionSweep(
    IWorkflowStore store, IOptions<WorkflowEngineOptions> options, TimeProvider time, ILogger<RetentionSweep> logger) : BackgroundService
{
    // Few, so that nobody waits long for what a deletion locks.
    private const int BatchSize = 100;
    private const int HistoryBatchSize = 1000;

    /// <summary>Deletes all there is to delete now; also what tests call.</summary>
    /// <returns>How many runs were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Retention.KeepFor is not { } keepFor)
        {
            return 0;
        }

        var retention = Retention(keepFor);
        var (all, batch) = (0, BatchSize);
        while (batch == BatchSize)
        {
            batch = await store.Maintenance.DeleteAsync(retention, BatchSize, cancellationToken).ConfigureAwait(false);
            all += batch;
        }

        if (all > 0)
        {
            LogDeleted(logger, all);
        }

        await SweepHistoryAsync(retention.StoppedBefore, cancellationToken).ConfigureAwait(false);
        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Retention.KeepFor is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.Retention.Interval, time);
        while (await WaitAsync(timer, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The top of the loop: the sweep must outlive a store that is away.
                LogFailed(logger, exception);
            }
        }
    }

    private async Task SweepHistoryAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await store.Triggers.DeleteHistoryBeforeAsync(before, HistoryBatchSize, cancellationToken).ConfigureAwait(false) == HistoryBatchSize)
        {
        }
    }

    private RunRetention Retention(TimeSpan keepFor)
    {
        var now = time.GetUtcNow();
        var retention = options.Value.Retention;
        return new()
        {
            StoppedBefore = now - keepFor,
            KeepNewest = retention.KeepNewest,
            UnreadBefore = now - keepFor - retention.WaitForObservers,
        };
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
}
