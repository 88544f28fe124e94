using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>Turns completions of jobs into runs: decides on every workflow that listens and stores all of it with the event's key in one step.</summary>
internal sealed class JobCompletions(
    IWorkflowStore store, DefinitionCache definitions, TriggerListeners listeners, TriggerDecider decider, RunDriver driver,
    IOptions<WorkflowEngineOptions> options, TimeProvider time) : IDisposable
{
    // Decisions on the same state refuse each other; those of this process then take turns.
    private readonly SemaphoreSlim _turns = new(1, 1);

    public async Task<JobCompletionResult> PublishAsync(JobCompletion completion, CancellationToken cancellationToken)
    {
        Check(completion);
        var chain = await ChainAsync(completion.RunId, cancellationToken).ConfigureAwait(false);
        var job = new CompletedJob(completion, chain, time.GetUtcNow());
        if (completion.IsMarked)
        {
            return await RepeatedAsync(job, cancellationToken).ConfigureAwait(false);
        }

        return await TryPublishAsync(job, cancellationToken).ConfigureAwait(false)
            ?? await PublishInTurnAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The runs that led to a job of a run, as far back as a chain may go.</summary>
    public async ValueTask<TriggerChain> ChainAsync(long? runId, CancellationToken cancellationToken)
    {
        if (runId is not { } next)
        {
            return TriggerChain.None;
        }

        var ancestors = new List<(Scope, string)>();
        var depth = 1;
        for (long? id = next; id is { } current && ancestors.Count <= options.Value.MaxTriggerDepth;)
        {
            var snapshot = await store.Runs.GetAsync(current, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (snapshot is null)
            {
                break;
            }

            depth = current == next ? snapshot.Run.TriggerDepth + 1 : depth;
            ancestors.Add((snapshot.Run.Scope, snapshot.Run.Workflow));
            id = snapshot.Run.Event.CausedByRun;
        }

        return new(ancestors, depth);
    }

    public void Dispose() => _turns.Dispose();

    private async Task<JobCompletionResult> PublishInTurnAsync(CompletedJob job, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                // Whoever made this lose has stored something, so that the whole goes on.
                if (await TryPublishAsync(job, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Decides and stores; null when something was not as it was decided on.</summary>
    private async Task<JobCompletionResult?> TryPublishAsync(CompletedJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var draft = new CommitDraft(job.Completion.Scope ?? Scope.Default, job.Key, now);
        foreach (var listener in await listeners.FindAsync(job.Completion.Scope, job.Type, cancellationToken).ConfigureAwait(false))
        {
            var decided = await decider.DecideAsync(job, listener, now, null, cancellationToken).ConfigureAwait(false);
            decider.Write(draft, job, decided, now);
        }

        var result = await store.Triggers.TryCommitAsync(draft.ToCommit(), cancellationToken).ConfigureAwait(false);
        switch (result.Status)
        {
            case TriggerCommitStatus.Committed:
                var runs = draft.Adopt(result, driver);
                return new(false, runs, [.. draft.History.Select(change => Told(change, result))]);
            case TriggerCommitStatus.Repeated:
                return await RepeatedAsync(job, cancellationToken).ConfigureAwait(false);
            default:
                listeners.Invalidate();
                foreach (var guard in draft.ToCommit().Guards)
                {
                    definitions.Invalidate(guard.Scope);
                }

                return null;
        }
    }

    private async Task<JobCompletionResult> RepeatedAsync(CompletedJob job, CancellationToken cancellationToken)
    {
        var query = new TriggerHistoryQuery { EventId = job.EventId, Limit = int.MaxValue };
        var history = await store.Triggers.ListHistoryAsync(query, cancellationToken).ConfigureAwait(false);
        var runs = new List<WorkflowRun>();
        foreach (var entry in history.Reverse())
        {
            if (entry.RunId is { } id && await store.Runs.GetAsync(id, long.MaxValue, cancellationToken).ConfigureAwait(false) is { } snapshot)
            {
                runs.Add(snapshot.Run);
            }
        }

        return new(true, runs, [.. history.Reverse()]);
    }

    private static TriggerHistoryEntry Told(TriggerHistoryChange change, TriggerCommitResult result) =>
        change.Run is { } place ? change.Entry with { RunId = result.Runs[place.Creation][place.Run].Id } : change.Entry;

    private static void Check(JobCompletion completion)
    {
        ArgumentException.ThrowIfNullOrEmpty(completion.JobId, nameof(completion));
        ArgumentException.ThrowIfNullOrEmpty(completion.Type, nameof(completion));
        ArgumentOutOfRangeException.ThrowIfLessThan(completion.Attempt, 1, nameof(completion));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(completion.JobId.Length, JobCompletion.MaxNameLength, nameof(completion));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(completion.Type.Length, JobCompletion.MaxNameLength, nameof(completion));
    }
}
