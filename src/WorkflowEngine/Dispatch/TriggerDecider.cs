using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>Decides on one workflow with what the store knows of it, and writes the decision into a draft.</summary>
internal sealed class TriggerDecider(
    IWorkflowStore store, DefinitionCache definitions, PlanCache plans, IOptions<WorkflowEngineOptions> options)
{
    private const string Suspended = "the workflow is disabled";

    public TriggerRules Rules => new(options.Value.MaxTriggerDepth, options.Value.MayStartAcrossScopes);

    /// <summary>Decides on an event; nothing is written.</summary>
    public async ValueTask<ListenerDecision> DecideAsync(
        CompletedJob job, TriggerListener listener, DateTimeOffset now, List<TriggerCheck>? checks, CancellationToken cancellationToken)
    {
        var (definition, isDisabled) = await FindAsync(listener.Scope, listener.Workflow, cancellationToken).ConfigureAwait(false);
        var trigger = listener.Find(job.Type);
        var candidate = new TriggerCandidate(
            listener.Scope, listener.Workflow, definition is { IsValid: true }, definition?.AllowSelfTrigger ?? false, trigger);
        if (TriggerEvaluator.Check(job, candidate, Rules, checks) is { } refused)
        {
            return new(listener, definition, refused, null);
        }

        if (isDisabled)
        {
            checks?.Add(new("enabled", false, Suspended));
            return new(listener, definition, StartDecision.Skip(StartReasons.Disabled, Suspended), null);
        }

        var state = trigger!.HasState
            ? await store.Triggers.GetStateAsync(listener.Scope, listener.Workflow, cancellationToken).ConfigureAwait(false)
            : null;
        var usage = Usage(state, trigger.Config);
        return new(listener, definition, TriggerEvaluator.Decide(trigger.Config, usage, now, checks), state);
    }

    /// <summary>What limits and delays ask for.</summary>
    public static TriggerUsage Usage(TriggerState? state, TriggerConfig config)
    {
        if (state is null)
        {
            return TriggerUsage.None;
        }

        var timer = Timer(state, config);
        return TriggerUsageDocument.Read(state.Configuration?.Usage ?? TriggerUsageDocument.Empty, config.TriggerType) with
        {
            Active = state.ActiveRuns,
            Deferred = state.Deferred.FirstOrDefault(count => count.TriggerType == config.TriggerType)?.Count ?? 0,
            Pending = timer is null ? null : new PendingTimer(timer.FirstAt, timer.DueAt),
        };
    }

    /// <summary>Writes what was decided of an event.</summary>
    public void Write(CommitDraft draft, CompletedJob job, ListenerDecision decided, DateTimeOffset now)
    {
        var config = decided.Listener.Find(job.Type)!.Config;
        RunPlace? place = null;
        var decision = decided.Decision;
        var usage = Usage(decided.State, config);
        switch (decision.Outcome)
        {
            case StartOutcome.Queued:
                (decision, place) = Start(draft, decided.Definition!, job.ToEvent(decided.Listener.Scope), job.Chain.Depth, now);
                usage = usage.Started(config.Limits, now);
                break;
            case StartOutcome.Delayed or StartOutcome.Deferred:
                draft.Pending.Add(new(Pending(job, decided, config, now)));
                break;
            case StartOutcome.Coalesced:
                var timer = Timer(decided.State!, config)!;
                var taken = config.Delay.Mode == DelayMode.Debounce ? Pending(job, decided, config, now).Event : timer.Event;
                draft.Pending.Add(new(timer with { DueAt = decision.DueAt!.Value, Event = taken }));
                break;
        }

        if (decision.Outcome is not (StartOutcome.Skipped or StartOutcome.Failed))
        {
            draft.Add(Guard(decided, config, usage));
        }

        draft.History.Add(new(Entry(job, decided.Listener, config.TriggerType, decision, now), place));
    }

    /// <summary>Makes the run, or says why it cannot be made; the other workflows of the event go on.</summary>
    public (StartDecision Decision, RunPlace? Place) Start(
        CommitDraft draft, WorkflowDefinition definition, WorkflowEvent cause, int depth, DateTimeOffset now)
    {
        if (definition.HasTransitions)
        {
            return (new(StartOutcome.Failed, StartReasons.QueueError, null, "The workflow has tasks with transitions, which are not run yet."), null);
        }

        try
        {
            var plan = plans.Get(definition, cause);
            var run = RunPlanner.NewRun(definition, plan.Plan, cause, depth);
            return (StartDecision.Queue, draft.Add(RunStateMachine.Start(run, plan.Plan, plan.Graph, now), plan));
        }
        catch (Exception problem) when (problem is ArgumentException or WorkflowEngineException or FormatException)
        {
            return (new(StartOutcome.Failed, StartReasons.QueueError, null, problem.Message), null);
        }
    }

    /// <summary>The definition, and whether an operator has disabled the workflow.</summary>
    public async ValueTask<(WorkflowDefinition? Definition, bool IsDisabled)> FindAsync(
        Scope scope, string workflow, CancellationToken cancellationToken)
    {
        var known = await definitions.GetAsync(scope, cancellationToken).ConfigureAwait(false);
        return (known.ByRef.GetValueOrDefault(workflow), known.Disabled.Contains(workflow));
    }

    private PendingTrigger Pending(CompletedJob job, ListenerDecision decided, TriggerConfig config, DateTimeOffset now) => new()
    {
        EventId = job.EventId,
        Scope = decided.Listener.Scope,
        Workflow = decided.Listener.Workflow,
        TriggerType = config.TriggerType,
        IsDeferred = decided.Decision.Outcome == StartOutcome.Deferred,
        TakesEvents = decided.Decision.Outcome == StartOutcome.Delayed && config.Delay.Mode != DelayMode.Each,
        FirstAt = now,
        DueAt = decided.Decision.DueAt ?? now + options.Value.PollInterval,
        Depth = job.Chain.Depth,
        Event = EventDocument.Write(job.ToEvent(decided.Listener.Scope)),
    };

    /// <summary>A trigger with state takes a new version, so that of two decisions on the same state one is refused.</summary>
    private static TriggerGuard Guard(ListenerDecision decided, TriggerConfig config, TriggerUsage usage)
    {
        var listener = decided.Listener;
        if (decided.State?.Configuration is not { } stored)
        {
            return new(listener.Scope, listener.Workflow, listener.Stored?.Version ?? 0);
        }

        // Only a change of the configurations makes a decision wrong; the usage was read with the state.
        var version = stored.Configs == listener.Stored?.Configs ? stored.Version : listener.Stored?.Version ?? 0;
        return new(listener.Scope, listener.Workflow, version, TriggerUsageDocument.With(stored.Usage, config.TriggerType, usage));
    }

    private static PendingTrigger? Timer(TriggerState state, TriggerConfig config) =>
        state.Timers.FirstOrDefault(row => row.TriggerType == config.TriggerType);

    private static TriggerHistoryEntry Entry(
        CompletedJob job, TriggerListener listener, string triggerType, StartDecision decision, DateTimeOffset now) => new()
        {
            EventId = job.EventId,
            JobId = job.Completion.JobId,
            JobAttempt = job.Completion.Attempt,
            JobType = job.Type,
            JobStatus = job.Completion.Status,
            Source = job.Completion.Scope,
            Scope = listener.Scope,
            Workflow = listener.Workflow,
            TriggerType = triggerType,
            Outcome = decision.Outcome,
            Reason = decision.Reason,
            Depth = job.Chain.Depth,
            At = now,
            DueAt = decision.DueAt,
            Detail = decision.Detail,
        };
}
