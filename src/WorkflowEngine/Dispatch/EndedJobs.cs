using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>
/// Tells of the ends of the engine's own jobs. They are read from the feed of events after a stored position, which moves on when all
/// before it was told; so a process that dies leaves nothing untold. Every process reads, and what several tell counts once.
/// </summary>
internal sealed partial class EndedJobs(
    IWorkflowStore store, JobCompletions completions, RunDriver driver, IOptions<WorkflowEngineOptions> options, TimeProvider time,
    ILogger<EndedJobs> logger) : BackgroundService
{
    /// <summary>The name under which the position is stored.</summary>
    public const string Reader = "engine:job-completions";

    private const int BatchSize = 1000;
    private volatile TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells of what one look at the feed finds; also what tests call.</summary>
    /// <returns>How many events were read.</returns>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var position = await store.Runs.GetObserverPositionAsync(Reader, cancellationToken).ConfigureAwait(false);
        var stored = await store.Runs.ReadEventsAsync(position, BatchSize, cancellationToken).ConfigureAwait(false);
        if (stored.Count == 0)
        {
            return 0;
        }

        foreach (var run in stored.Select(one => one.Event).Where(IsTold).GroupBy(told => told.RunId))
        {
            await TellAsync(run.Key, run, cancellationToken).ConfigureAwait(false);
        }

        // Also when the host is stopping, or it would all be told again, to no effect.
        await store.Runs.SaveObserverPositionAsync(Reader, stored[^1].Position, CancellationToken.None).ConfigureAwait(false);
        return stored.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        driver.TypedJobEnded += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // Before the look: what ends from here on wakes it.
                if (_ended.Task.IsCompleted)
                {
                    _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                await TellAllAsync(stoppingToken).ConfigureAwait(false);
                await _ended.Task.WaitAsync(options.Value.CompletionInterval, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            driver.TypedJobEnded -= Wake;
        }
    }

    private async Task TellAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await TellAsync(stoppingToken).ConfigureAwait(false) >= BatchSize)
            {
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The top of the loop: what was not told is found again at the next look.
            LogFailed(logger, options.Value.CompletionInterval, exception);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Wake() => _ended.TrySetResult();

    private async Task TellAsync(long runId, IEnumerable<RunEvent> ended, CancellationToken cancellationToken)
    {
        // A run that was deleted meanwhile has nobody to tell of it.
        if (await store.Runs.GetAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false) is { } snapshot)
        {
            foreach (var told in ended)
            {
                await completions.PublishAsync(Completion(snapshot, told), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A job that was never ready had no attempt that could end; one that was skipped did not end but was not wanted.</summary>
    private static bool IsTold(RunEvent told) =>
        told is { JobType: { Length: > 0 and <= JobCompletion.MaxNameLength }, Attempt: >= 1, Job: not null }
        && told.Status is WorkflowStatus.Success or WorkflowStatus.Failure or WorkflowStatus.Cancelled;

    private static JobCompletion Completion(RunSnapshot snapshot, RunEvent told)
    {
        var job = snapshot.Jobs[told.Job!.Value];
        var isCurrent = job.Attempt == told.Attempt;
        return new()
        {
            Scope = snapshot.Run.Scope,
            JobId = FormattableString.Invariant($"run:{told.RunId}:{told.Job}"),
            Attempt = told.Attempt!.Value,
            Type = told.JobType!,
            Status = told.Status switch
            {
                WorkflowStatus.Success => CompletionStatus.Complete,
                WorkflowStatus.Failure => CompletionStatus.Failed,
                _ => isCurrent && job.StartedAt is null ? CompletionStatus.Cancelled : CompletionStatus.Stopped,
            },
            Name = job.Label,
            JobData = Data(snapshot.Run, job, isCurrent ? job.Outputs : null),
            RunId = told.RunId,
            At = told.At,
        };
    }

    private static JsonElement Data(WorkflowRun run, JobRun job, string? outputs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("workflow", run.Workflow);
            writer.WriteNumber("run_id", run.Id);
            writer.WriteNumber("run_number", run.Number);
            writer.WriteString("job", job.Name);
            writer.WritePropertyName("outputs");
            writer.WriteRawValue(outputs ?? "null");
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
