using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>The door: reads go to the store, events become runs, and what people ask of a run becomes a fact.</summary>
internal sealed class WorkflowClient(
    IWorkflowStore store,
    DefinitionCache definitions,
    PlanCache plans,
    RunDriver driver,
    RunFeed feed,
    IOptions<WorkflowEngineOptions> options,
    TimeProvider time) : IWorkflowClient
{
    private const int EventBatch = 500;

    public async Task<DispatchResult> DispatchAsync(
        WorkflowEvent workflowEvent, StoreTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflowEvent);
        var known = await definitions.GetAsync(workflowEvent.Scope, cancellationToken).ConfigureAwait(false);
        var depth = await DepthAsync(workflowEvent, cancellationToken).ConfigureAwait(false);
        var matched = depth > options.Value.MaxTriggerDepth ? [] : TriggerMatcher.Match(known.Index, workflowEvent);
        return await CreateAsync(matched, workflowEvent, depth, transaction, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TriggerMatch>> ExplainAsync(WorkflowEvent workflowEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflowEvent);
        var known = await definitions.GetAsync(workflowEvent.Scope, cancellationToken).ConfigureAwait(false);
        return TriggerMatcher.Explain(known.Index, workflowEvent);
    }

    public async Task<WorkflowRun> StartAsync(
        string workflow, WorkflowEvent? workflowEvent = null, Scope? scope = null, StoreTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(workflow);
        var at = scope ?? workflowEvent?.Scope ?? Scope.Default;
        var cause = workflowEvent is null ? new WorkflowEvent { Scope = at, Name = "manual" } : workflowEvent with { Scope = at };
        var known = await definitions.GetAsync(at, cancellationToken).ConfigureAwait(false);
        if (!known.ByRef.TryGetValue(workflow, out var definition))
        {
            throw new ArgumentException($"Scope '{at}' has no workflow '{workflow}'.", nameof(workflow));
        }

        if (!definition.IsValid)
        {
            var first = definition.Diagnostics.First(diagnostic => diagnostic.IsError);
            throw new ArgumentException($"Workflow '{workflow}' has errors and cannot be started: {first}", nameof(workflow));
        }

        if (known.Disabled.Contains(workflow))
        {
            throw new ArgumentException($"Workflow '{workflow}' is disabled and cannot be started.", nameof(workflow));
        }

        if (definition.HasTransitions)
        {
            throw new ArgumentException($"Workflow '{workflow}' has tasks with transitions, which are not run yet.", nameof(workflow));
        }

        var result = await CreateAsync([definition], cause, depth: 0, transaction, cancellationToken).ConfigureAwait(false);
        return result.Runs[0];
    }

    public async Task<RunDetails?> GetAsync(long runId, CancellationToken cancellationToken = default)
    {
        var snapshot = await store.Runs.GetAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return null;
        }

        var plan = await plans.GetAsync(snapshot.Run.PlanHash, cancellationToken).ConfigureAwait(false);
        var steps = await store.Runs.GetStepsAsync(runId, cancellationToken).ConfigureAwait(false);
        return new RunDetails(snapshot.Run, plan.Plan, WithWaitReasons(snapshot.Jobs, plan.Graph), steps);
    }

    public Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Runs.ListAsync(query, cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowDefinition>> ListDefinitionsAsync(Scope scope, CancellationToken cancellationToken = default) =>
        store.Catalog.ListAsync(scope, cancellationToken);

    public async Task<bool> CancelAsync(
        long runId, bool forced = false, string? actor = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reason = new StatusReason(ReasonCodes.Cancelled, actor is null ? "the run was cancelled" : $"cancelled by {actor}");
        return await driver.PostAsync(runId, new RunFact.CancelRequested(forced, reason)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<WorkflowRun?> RerunAsync(long runId, CancellationToken cancellationToken = default)
    {
        var snapshot = await store.Runs.GetAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return null;
        }

        var plan = await plans.GetAsync(snapshot.Run.PlanHash, cancellationToken).ConfigureAwait(false);
        var created = RunStateMachine.Start(RunPlanner.Repeat(snapshot.Run), plan.Plan, plan.Graph, time.GetUtcNow());
        var result = await StoreAsync(snapshot.Run.Scope, null, [created], [plan], null, cancellationToken).ConfigureAwait(false);
        return result.Runs[0];
    }

    public async Task<bool> RerunFailedAsync(long runId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await driver.PostAsync(runId, new RunFact.RerunFailedRequested()).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<StoredLogLine>> ReadLogsAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Logs.ReadAsync(query, cancellationToken);
    }

    public async IAsyncEnumerable<RunEvent> WatchAsync(long runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sequence = 0L;
        while (true)
        {
            var changed = feed.NextChange(runId);
            var snapshot = await store.Runs.GetAsync(runId, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (snapshot is null)
            {
                feed.Forget(runId);
                yield break;
            }

            while (sequence < snapshot.Run.LastEvent)
            {
                var events = await store.Runs.ReadRunEventsAsync(runId, sequence, EventBatch, cancellationToken).ConfigureAwait(false);
                foreach (var runEvent in events)
                {
                    sequence = runEvent.Sequence;
                    yield return runEvent;
                }

                if (events.Count == 0)
                {
                    break;
                }
            }

            if (snapshot.Run.Status.IsTerminal())
            {
                feed.Forget(runId);
                yield break;
            }

            await NextAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<WorkflowRun?> WaitAsync(long runId, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = feed.NextChange(runId);
            var snapshot = await store.Runs.GetAsync(runId, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (snapshot is null || snapshot.Run.Status.IsTerminal())
            {
                feed.Forget(runId);
                return snapshot?.Run;
            }

            await NextAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells of each blocked job what it waits for; that follows from the others, so it is not stored.</summary>
    private static IReadOnlyList<JobRun> WithWaitReasons(IReadOnlyList<JobRun> jobs, JobGraph graph)
    {
        if (!jobs.Any(job => job.Status == WorkflowStatus.Blocked))
        {
            return jobs;
        }

        var told = new JobRun[jobs.Count];
        for (var index = 0; index < told.Length; index++)
        {
            var job = jobs[index];
            told[index] = job.Status == WorkflowStatus.Blocked ? job with { Reason = WaitReason.Of(graph, jobs, index) } : job;
        }

        return told;
    }

    /// <summary>Waits for a change made here; one made by another process is found after a poll interval at the latest.</summary>
    private async Task NextAsync(Task changed, CancellationToken cancellationToken)
    {
        var wait = changed.WaitAsync(options.Value.PollInterval, time, cancellationToken);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async ValueTask<int> DepthAsync(WorkflowEvent workflowEvent, CancellationToken cancellationToken)
    {
        if (workflowEvent.CausedByRun is not { } cause)
        {
            return 0;
        }

        var snapshot = await store.Runs.GetAsync(cause, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return (snapshot?.Run.TriggerDepth ?? 0) + 1;
    }

    private async Task<DispatchResult> CreateAsync(
        IReadOnlyList<WorkflowDefinition> matched, WorkflowEvent workflowEvent, int depth, StoreTransaction? transaction,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        workflowEvent = workflowEvent.At is null ? workflowEvent with { At = now } : workflowEvent;
        var runs = new NewRun[matched.Count];
        var used = new CachedPlan[matched.Count];
        for (var i = 0; i < runs.Length; i++)
        {
            used[i] = plans.Get(matched[i], workflowEvent);
            var run = RunPlanner.NewRun(matched[i], used[i].Plan, workflowEvent, depth);
            runs[i] = RunStateMachine.Start(run, used[i].Plan, used[i].Graph, now);
        }

        if (runs.Length == 0 && workflowEvent.DeliveryId is null)
        {
            return new DispatchResult(false, []);
        }

        return await StoreAsync(workflowEvent.Scope, workflowEvent.DeliveryId, runs, used, transaction, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DispatchResult> StoreAsync(
        Scope scope, string? deliveryKey, NewRun[] runs, CachedPlan[] used, StoreTransaction? transaction, CancellationToken cancellationToken)
    {
        var creation = new RunCreation
        {
            Scope = scope,
            DeliveryKey = deliveryKey,
            Plans = used.Length == 1 ? [used[0].Plan] : [.. used.Select(plan => plan.Plan).DistinctBy(plan => plan.Hash)],
            Runs = runs,
            At = time.GetUtcNow(),
            Transaction = transaction,
        };
        var result = await store.Runs.TryCreateAsync(creation, cancellationToken).ConfigureAwait(false);

        // What a transaction of the host has made is not there before its commit, of which nobody tells: the first fact loads the run, and
        // the reaper cancels what it is to supersede.
        if (result.Created && transaction is null)
        {
            for (var i = 0; i < runs.Length; i++)
            {
                driver.Adopt(result.Runs[i], runs[i], used[i]);
                if (result.Runs[i] is { CancelInProgress: true, ConcurrencyGroup: not null })
                {
                    await SupersedeAsync(result.Runs[i]).ConfigureAwait(false);
                }
            }
        }

        return new DispatchResult(!result.Created, result.Runs);
    }

    /// <summary>
    /// Cancels older runs of the group. The newcomer is stored already and waits for them; what a crash or a store that fails leaves
    /// undone here, the reaper of any process makes up for.
    /// </summary>
    private async Task SupersedeAsync(WorkflowRun newcomer)
    {
        var query = new RunQuery
        {
            Scope = newcomer.Scope,
            ConcurrencyGroup = newcomer.ConcurrencyGroup,
            Statuses = [WorkflowStatus.Waiting, WorkflowStatus.Running],
            BeforeId = newcomer.Id,
            Limit = int.MaxValue,
        };
        try
        {
            foreach (var older in await store.Runs.ListAsync(query, CancellationToken.None).ConfigureAwait(false))
            {
                await driver.PostAsync(older.Id, RunFact.CancelRequested.SupersededBy(newcomer)).ConfigureAwait(false);
            }
        }
        catch (WorkflowStoreException)
        {
            // The caller's runs are made, which is what it has to know.
        }
    }
}
