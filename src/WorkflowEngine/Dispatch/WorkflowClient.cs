using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>The door: reads go to the store, events become runs, and what people ask of a run becomes a fact.</summary>
internal sealed class WorkflowClient(
    IWorkflowStore store,
    DefinitionCache definitions,
    PlanCache plans,
    RunStarter starter,
    RunDriver driver,
    RunFeed feed,
    JobCompletions completions,
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
        return await starter.StoreAsync(starter.Prepare(matched, workflowEvent, depth, transaction), cancellationToken).ConfigureAwait(false);
    }

    public Task<JobCompletionResult> PublishJobCompletedAsync(JobCompletion completion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completion);
        return completions.PublishAsync(completion, cancellationToken);
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

        var result = await starter.StoreAsync(starter.Prepare([definition], cause, depth: 0, transaction), cancellationToken).ConfigureAwait(false);
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
        var prepared = starter.Prepare(snapshot.Run.Scope, null, [created], [plan], null);
        var result = await starter.StoreAsync(prepared, cancellationToken).ConfigureAwait(false);
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
}
