using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Renews the leases of the tasks that execute here, at a fifth of their length and at least once a second, and stops those that were
/// cancelled or taken away. It goes on while the worker drains, so that a slow shutdown loses no task.</summary>
internal sealed partial class LeaseRenewal(
    IWorkflowStore store, RunningTasks running, IOptions<WorkflowEngineOptions> options, TimeProvider time, ILogger<LeaseRenewal> logger)
    : BackgroundService
{
    /// <summary>Renews once.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var tasks = running.Snapshot();
        if (tasks.Count == 0)
        {
            return;
        }

        var leases = new JobLease[tasks.Count];
        for (var i = 0; i < leases.Length; i++)
        {
            leases[i] = tasks[i].Lease;
        }

        var expiresAt = time.GetUtcNow() + options.Value.LeaseDuration;
        var states = await store.Runs.RenewAsync(leases, expiresAt, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < leases.Length; i++)
        {
            if (states[i] != LeaseStatus.Held)
            {
                tasks[i].Stop(states[i] == LeaseStatus.CancelRequested ? StopCause.Cancelled : StopCause.LeaseLost);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(options.Value.LeaseDuration.TotalMilliseconds / 5, 50, 1000));
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TryRenewAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops it after the worker has drained.
        }
    }

    private async Task TryRenewAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RenewAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The top of the loop: one failed renewal is made up for by the next, long before the leases end.
            LogFailed(logger, exception);
        }
    }
}
