using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Notifications;

/// <summary>Brings stored events to the observers: each has its own place in the feed, so a slow or failing one holds up no other.</summary>
internal sealed partial class ObserverLoop(
    IWorkflowStore store,
    IEnumerable<IRunObserver> observers,
    IOptions<WorkflowEngineOptions> options,
    TimeProvider time,
    ILogger<ObserverLoop> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(observers.Select(observer => FeedAsync(observer, stoppingToken)));

    private async Task FeedAsync(IRunObserver observer, CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        long? saved = null;
        var delivered = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                saved ??= delivered = await store.Runs.GetObserverPositionAsync(observer.Name, stoppingToken).ConfigureAwait(false);
                if (delivered == saved)
                {
                    delivered = await FeedOnceAsync(observer, delivered, stoppingToken).ConfigureAwait(false);
                }

                if (delivered != saved)
                {
                    // Also when the host is stopping, or it would all come again. A store that fails here is asked again and nothing
                    // is delivered before it answers, so what an observer has taken comes twice only when the process dies.
                    await store.Runs.SaveObserverPositionAsync(observer.Name, delivered, CancellationToken.None).ConfigureAwait(false);
                    saved = delivered;
                }

                pause = TimeSpan.Zero;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The top of the loop: what failed is tried again, after a pause that grows.
                pause = TimeSpan.FromSeconds(Math.Clamp(pause.TotalSeconds * 2, 0.1, LongestPause.TotalSeconds));
                LogFailed(logger, observer.Name, pause, exception);
                await PauseAsync(pause, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<long> FeedOnceAsync(IRunObserver observer, long position, CancellationToken stoppingToken)
    {
        var stored = await store.Runs.ReadEventsAsync(position, BatchSize, stoppingToken).ConfigureAwait(false);
        if (stored.Count == 0)
        {
            // The wait begins before another look, so that an event which comes in between is not left until the next poll.
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var change = store.Runs.WaitForWorkAsync(options.Value.PollInterval, idle.Token);
            stored = await store.Runs.ReadEventsAsync(position, BatchSize, stoppingToken).ConfigureAwait(false);
            if (stored.Count == 0)
            {
                await change.ConfigureAwait(false);
                return position;
            }

            await idle.CancelAsync().ConfigureAwait(false);
        }

        var events = new RunEvent[stored.Count];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = stored[i].Event;
        }

        await observer.OnEventsAsync(events, stoppingToken).ConfigureAwait(false);
        return stored[^1].Position;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop's own condition ends it.
        }
    }
}
