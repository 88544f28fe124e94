using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>The plans this process works with: one per content, however many runs share it.</summary>
internal sealed class PlanCache(IWorkflowStore store, PluePlanner planner)
{
    private const int MaxPlans = 10_000;
    private const int MaxPlansOfDefinition = 64;

    private readonly ConcurrentDictionary<string, CachedPlan> _byHash = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<WorkflowDefinition, CachedPlan> _byDefinition = [];
    private readonly ConditionalWeakTable<WorkflowDefinition, ConcurrentQueue<EventPlan>> _byEvent = [];

    /// <summary>The plan of a definition for an event. A program that fails gives a plan that says so.</summary>
    public CachedPlan Get(WorkflowDefinition definition, WorkflowEvent workflowEvent)
    {
        if (definition.Program is null)
        {
            return Get(definition);
        }

        var known = _byEvent.GetOrCreateValue(definition);
        foreach (var candidate in known)
        {
            if (EventFacts.Agree(candidate.Facts, workflowEvent))
            {
                return candidate.Plan;
            }
        }

        var body = planner.Plan(definition, workflowEvent);
        var plan = Remember(Make(body, definition));
        if (known.Count >= MaxPlansOfDefinition)
        {
            known.TryDequeue(out _);
        }

        known.Enqueue(new EventPlan(body.Facts, plan));
        return plan;
    }

    /// <summary>The plan of a definition whose jobs do not depend on the event.</summary>
    private CachedPlan Get(WorkflowDefinition definition)
    {
        if (_byDefinition.TryGetValue(definition, out var cached))
        {
            return cached;
        }

        var plan = PlanDocument.Create(RunPlanner.Expand(definition.Jobs), definition.Env);
        cached = Remember(new CachedPlan(plan, JobGraph.Build(plan.Jobs)));
        _byDefinition.AddOrUpdate(definition, cached);
        return cached;
    }

    /// <summary>The plan with a hash, from memory or from the store.</summary>
    /// <exception cref="WorkflowEngineException">The store has no such plan although a run names it.</exception>
    public ValueTask<CachedPlan> GetAsync(string hash, CancellationToken cancellationToken) =>
        _byHash.TryGetValue(hash, out var cached) ? ValueTask.FromResult(cached) : LoadAsync(hash, cancellationToken);

    private static CachedPlan Make(BodyPlan body, WorkflowDefinition definition)
    {
        var log = body.Log.Length == 0 ? null : body.Log;
        var error = body.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError);
        var plan = error is null
            ? PlanDocument.Create(RunPlanner.Expand(body.Jobs), definition.Env, log)
            : PlanDocument.Create([], definition.Env, log, new StatusReason(ReasonCodes.PlanFailed, error.ToString()));
        return new CachedPlan(plan, JobGraph.Build(plan.Jobs));
    }

    private async ValueTask<CachedPlan> LoadAsync(string hash, CancellationToken cancellationToken)
    {
        var plan = await store.Runs.GetPlanAsync(hash, cancellationToken).ConfigureAwait(false)
            ?? throw new WorkflowEngineException($"Plan {hash} is not in the store although a run names it.");
        return Remember(new CachedPlan(plan, JobGraph.Build(plan.Jobs)));
    }

    private CachedPlan Remember(CachedPlan plan)
    {
        if (_byHash.Count >= MaxPlans)
        {
            // Rare and harmless: what is still in use is read once more.
            _byHash.Clear();
        }

        return _byHash.GetOrAdd(plan.Plan.Hash, plan);
    }
}
