using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>
/// Starts what was delayed or had to wait for room. Every process runs one: a row is taken by compare-and-set together with the run it
/// becomes, so that one of them starts it and a row outlives any of them.
/// </summary>
internal sealed partial class PendingTriggers(
    IWorkflowStore store, TriggerDecider decider, RunDriver driver, IOptions<WorkflowEngineOptions> options, TimeProvider time,
    ILogger<PendingTriggers> logger) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Looks once at what is due; also what tests call.</summary>
    /// <returns>How many rows were looked at.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        var due = await store.Triggers.ListDueAsync(time.GetUtcNow(), BatchSize, cancellationToken).ConfigureAwait(false);
        foreach (var row in due)
        {
            await FireAsync(row, cancellationToken).ConfigureAwait(false);
        }

        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
        try
        {
            do
            {
                try
                {
                    while (await FireDueAsync(stoppingToken).ConfigureAwait(false) == BatchSize)
                    {
                    }
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // The top of the loop: it must outlive a store that is away.
                    LogFailed(logger, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task FireAsync(PendingTrigger row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (definition, isDisabled) = await decider.FindAsync(row.Scope, row.Workflow, cancellationToken).ConfigureAwait(false);
        var state = await store.Triggers.GetStateAsync(row.Scope, row.Workflow, cancellationToken).ConfigureAwait(false);
        var listener = TriggerListener.Of(row.Scope, row.Workflow, state.Configuration, options.Value.Blueprints);
        var config = listener.Find(row.TriggerType)?.Config;
        var draft = new CommitDraft(row.Scope, null, now);
        if (definition is not { IsValid: true } || isDisabled || config is not { IsEnabled: true })
        {
            var reason = definition is { IsValid: true } ? StartReasons.Disabled : StartReasons.WorkflowDeleted;
            End(draft, row, new(StartOutcome.Cancelled, reason), null, now);
        }
        else if (IsOvertaking(row, state))
        {
            draft.Pending.Add(new(row with { DueAt = now + options.Value.PollInterval }));
        }
        else
        {
            Decide(draft, row, definition, config, state, now);
        }

        // A row that somebody else took, or that changed meanwhile, is left to them or to the next look.
        var result = await store.Triggers.TryCommitAsync(draft.ToCommit(), cancellationToken).ConfigureAwait(false);
        if (result.Status == TriggerCommitStatus.Committed)
        {
            draft.Adopt(result, driver);
        }
    }

    private void Decide(
        CommitDraft draft, PendingTrigger row, Definitions.WorkflowDefinition definition, TriggerConfig config, TriggerState state,
        DateTimeOffset now)
    {
        var usage = TriggerDecider.Usage(state, config);
        var decision = TriggerEvaluator.DecideDue(config, usage, now);
        if (decision.Outcome == StartOutcome.Deferred)
        {
            var due = decision.DueAt ?? now + options.Value.PollInterval;
            draft.Pending.Add(new(row with { IsDeferred = true, TakesEvents = false, DueAt = due }));
            draft.History.Add(new(Entry(row, decision with { DueAt = due }, now)));
            return;
        }

        RunPlace? place = null;
        if (decision.Outcome == StartOutcome.Queued)
        {
            (decision, place) = decider.Start(draft, definition, EventDocument.Read(row.Event), row.Depth, now);
            var counted = config.Limits.IsLimited && state.Configuration is not null
                ? TriggerUsageDocument.With(state.Configuration.Usage, config.TriggerType, usage.Started(config.Limits, now))
                : null;
            draft.Add(new TriggerGuard(row.Scope, row.Workflow, state.Configuration?.Version ?? 0, counted));
        }

        End(draft, row, decision with { DueAt = row.DueAt }, place, now);
    }

    private static void End(CommitDraft draft, PendingTrigger row, StartDecision decision, RunPlace? place, DateTimeOffset now)
    {
        draft.Pending.Add(new(row, IsRemoved: true));
        draft.History.Add(new(Entry(row, decision, now), place));
    }

    /// <summary>Of those that wait for room the first that came is the first to go.</summary>
    private static bool IsOvertaking(PendingTrigger row, TriggerState state) =>
        row.IsDeferred && state.Deferred.Any(count => count.TriggerType == row.TriggerType && count.FirstId < row.Id);

    /// <summary>The entry of the row's event; what is not about its outcome matters only if retention has taken the first one away.</summary>
    private static TriggerHistoryEntry Entry(PendingTrigger row, StartDecision decision, DateTimeOffset now)
    {
        var completion = JobCompletionPayload.Read(EventDocument.Read(row.Event).Payload);
        return new()
        {
            EventId = row.EventId,
            JobId = completion.JobId,
            JobAttempt = completion.Attempt,
            JobType = completion.Type,
            JobStatus = completion.Status,
            Source = completion.Scope,
            Scope = row.Scope,
            Workflow = row.Workflow,
            TriggerType = row.TriggerType,
            Outcome = decision.Outcome,
            Reason = decision.Reason,
            Depth = row.Depth,
            At = now,
            DueAt = decision.DueAt,
            Detail = decision.Detail,
        };
    }
}
