using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>Makes runs of definitions and events, and does what has to be done once they are stored.</summary>
internal sealed class RunStarter(IWorkflowStore store, PlanCache plans, RunDriver driver, TimeProvider time)
{
    /// <summary>Plans one run for each definition.</summary>
    public PreparedRuns Prepare(
        IReadOnlyList<WorkflowDefinition> definitions, WorkflowEvent workflowEvent, int depth, StoreTransaction? transaction)
    {
        var now = time.GetUtcNow();
        workflowEvent = workflowEvent.At is null ? workflowEvent with { At = now } : workflowEvent;
        var runs = new NewRun[definitions.Count];
        var used = new CachedPlan[definitions.Count];
        for (var i = 0; i < runs.Length; i++)
        {
            used[i] = plans.Get(definitions[i], workflowEvent);
            var run = RunPlanner.NewRun(definitions[i], used[i].Plan, workflowEvent, depth);
            runs[i] = RunStateMachine.Start(run, used[i].Plan, used[i].Graph, now);
        }

        return Prepare(workflowEvent.Scope, workflowEvent.DeliveryId, runs, used, transaction);
    }

    /// <summary>Puts planned runs together for the store.</summary>
    public PreparedRuns Prepare(Scope scope, string? deliveryKey, NewRun[] runs, CachedPlan[] used, StoreTransaction? transaction) => new(
        new RunCreation
        {
            Scope = scope,
            DeliveryKey = deliveryKey,
            Plans = used.Length == 1 ? [used[0].Plan] : [.. used.Select(plan => plan.Plan).DistinctBy(plan => plan.Hash)],
            Runs = runs,
            At = time.GetUtcNow(),
            Transaction = transaction,
        },
        used);

    public async Task<DispatchResult> StoreAsync(PreparedRuns prepared, CancellationToken cancellationToken)
    {
        if (prepared.Creation is { Runs.Count: 0, DeliveryKey: null })
        {
            return new DispatchResult(false, []);
        }

        var result = await store.Runs.TryCreateAsync(prepared.Creation, cancellationToken).ConfigureAwait(false);
        return await AdoptAsync(prepared, result).ConfigureAwait(false);
    }

    /// <summary>Remembers runs that were stored just now, so that their first fact needs no reading, and lets them replace older ones.</summary>
    public async Task<DispatchResult> AdoptAsync(PreparedRuns prepared, RunCreationResult result)
    {
        // What a transaction of the host has made is not there before its commit, of which nobody tells: the first fact loads the run, and
        // the reaper cancels what it is to supersede.
        if (result.Created && prepared.Creation.Transaction is null)
        {
            for (var i = 0; i < result.Runs.Count; i++)
            {
                driver.Adopt(result.Runs[i], prepared.Creation.Runs[i], prepared.Plans[i]);
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
