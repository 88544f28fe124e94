using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch;

/// <summary>The plans this process works with: one per content, however many runs share it.</summary>
internal sealed class PlanCache(IWorkflowStore store)
{
    private const int MaxPlans = 10_000;

    private readonly ConcurrentDictionary<string, CachedPlan> _byHash = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<WorkflowDefinition, CachedPlan> _byDefinition = [];

    /// <summary>The plan of a definition whose jobs do not depend on the event.</summary>
    public CachedPlan Get(WorkflowDefinition definition)
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
