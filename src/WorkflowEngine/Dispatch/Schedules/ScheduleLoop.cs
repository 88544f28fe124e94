using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch.Schedules;

/// <summary>
/// Fires schedules. Every process does, and none leads: a step belongs to whoever stores it first, together with its run. It sleeps until
/// the next occurrence, and looks in between for schedules that other processes have added.
/// </summary>
internal sealed partial class ScheduleLoop(
    IWorkflowStore store, ScheduleSteps steps, RunStarter starter, WorkflowEngineOptions options, TimeProvider time, ILogger<ScheduleLoop> logger)
    : BackgroundService
{
    /// <summary>How many steps go into one transaction.</summary>
    private const int Batch = 100;

    /// <summary>Makes the steps that are due; gives how long there is nothing to do.</summary>
    public async Task<TimeSpan> FireDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var next = await store.Schedules.ListAsync([.. options.Scopes], Batch, cancellationToken).ConfigureAwait(false);
            var due = new List<ScheduleStep>(next.Count);
            foreach (var schedule in next)
            {
                if (schedule.FireAt > now)
                {
                    break;
                }

                due.Add(await MakeAsync(schedule, now, cancellationToken).ConfigureAwait(false));
            }

            if (due.Count == 0)
            {
                return next.Count == 0 || next[0].FireAt!.Value - now > options.ScheduleInterval ? options.ScheduleInterval : next[0].FireAt!.Value - now;
            }

            var won = await FireAsync(due, cancellationToken).ConfigureAwait(false);
            if (won == 0)
            {
                // Others make these steps right now: looking again at once would only disturb them.
                return TimeSpan.FromMilliseconds(20);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.FireSchedules)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var delay = options.ScheduleInterval;
            try
            {
                delay = await FireDueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (WorkflowStoreException exception)
            {
                // A store that fails now may work at the next look; what is due stays due.
                LogFailed(logger, delay, exception);
            }

            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<ScheduleStep> MakeAsync(StoredSchedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.MakeAsync(schedule, now, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            // A plan that cannot be made must not keep other schedules from firing.
            LogUnstartable(logger, schedule.Key.Trigger, schedule.Key.Workflow, schedule.Key.Scope.Name, exception);
            return await steps.SkipAsync(schedule, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> FireAsync(List<ScheduleStep> due, CancellationToken cancellationToken)
    {
        var results = await store.Schedules.FireAsync([.. due.Select(step => step.Firing)], cancellationToken).ConfigureAwait(false);
        var won = 0;
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] is not { } result)
            {
                continue;
            }

            won++;
            var key = due[i].Firing.Key;
            if (due[i].Missed > 0)
            {
                LogMissed(logger, due[i].Missed, key.Trigger, key.Workflow, key.Scope.Name);
            }

            if (due[i].Runs is { } runs)
            {
                await starter.AdoptAsync(runs, result).ConfigureAwait(false);
            }
        }

        return won;
    }
}
