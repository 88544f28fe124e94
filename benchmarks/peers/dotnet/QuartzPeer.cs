using System.Collections.Concurrent;
using Quartz;

namespace WorkflowEngine.Peers;

/// <summary>
/// Quartz.NET with its PostgreSQL store, which makes its own tables. A chain is a job whose end schedules the next. The batch is left to
/// the scheduler, which takes as many triggers at once as there are threads, as its documentation recommends for a database.
/// </summary>
internal static class QuartzPeer
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Waiting = new();

    public static async Task MeasureAsync(string workload)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 32);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(Npgsql.NpgsqlFactory.Instance, Settings.ConnectionString);
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
            });
        }).BuildScheduler();
        await scheduler.Start();
        var version = typeof(IScheduler).Assembly.GetName().Version!.ToString(3);
        await Meter.MeasureAsync(workload, version, () => RunAsync(scheduler, jobs: workload == "chain" ? 3 : 1));
        await scheduler.Shutdown();
    }

    private static async Task RunAsync(IScheduler scheduler, int jobs)
    {
        var id = Guid.NewGuid().ToString("N");
        var ended = Waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await ScheduleAsync(scheduler, id, jobs);
        await ended.Task;
    }

    private static async Task ScheduleAsync(IScheduler scheduler, string id, int left) => await scheduler.ScheduleJob(
        JobBuilder.Create<Link>().WithIdentity($"{id}-{left}").UsingJobData("id", id).UsingJobData("left", left.ToString(System.Globalization.CultureInfo.InvariantCulture)).Build(),
        TriggerBuilder.Create().WithIdentity($"{id}-{left}").StartNow().Build());

    private sealed class Link : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            var id = context.MergedJobDataMap.GetString("id")!;
            var left = int.Parse(context.MergedJobDataMap.GetString("left")!, System.Globalization.CultureInfo.InvariantCulture);
            if (left > 1)
            {
                await ScheduleAsync(context.Scheduler, id, left - 1);
            }
            else if (Waiting.TryRemove(id, out var ended))
            {
                ended.SetResult();
            }
        }
    }
}
