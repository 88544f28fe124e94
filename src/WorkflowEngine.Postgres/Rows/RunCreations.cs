using System.Collections.Concurrent;
using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Saves new runs of different deliveries in one transaction.</summary>
internal sealed class RunCreations(PostgresDatabase database)
{
    // Only saves the sending of documents; what was deleted since is sent again.
    private const int MostKnownPlans = 10_000;
    private readonly ConcurrentDictionary<string, bool> _knownPlans = new(StringComparer.Ordinal);

    /// <summary>Gives the new runs of each creation; null where the delivery was known.</summary>
    internal async Task<IReadOnlyList<WorkflowRun[]?>> SaveAsync(IReadOnlyList<RunCreation> creations, CancellationToken cancellationToken)
    {
        if (_knownPlans.Count > MostKnownPlans)
        {
            _knownPlans.Clear();
        }

        try
        {
            return await TrySaveAsync(creations, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkflowStoreException failure) when (PostgresFailure.IsPlanMissing(failure) && !_knownPlans.IsEmpty)
        {
            _knownPlans.Clear();
            return await TrySaveAsync(creations, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<WorkflowRun[]?>> TrySaveAsync(IReadOnlyList<RunCreation> creations, CancellationToken cancellationToken)
    {
        var columns = new CreationColumns();
        var plans = new Dictionary<string, RunPlan>(StringComparer.Ordinal);
        foreach (var creation in creations)
        {
            columns.Add(creation);
            foreach (var plan in creation.Plans)
            {
                plans.TryAdd(plan.Hash, plan);
            }
        }

        foreach (var plan in plans.Values)
        {
            columns.AddPlan(plan.Hash, _knownPlans.ContainsKey(plan.Hash) ? null : PlanDocument.Write(plan));
        }

        var parameters = columns.ToParameters();
        var rows = await database.ListAsync(
            database.InSchema("SELECT run, run_id, run_number FROM @create_runs(") + Places.UpTo(parameters.Length) + ")",
            parameters,
            static row => (Place: row.GetInt64(0), Id: row.IsDBNull(1) ? 0 : row.GetInt64(1), Number: row.IsDBNull(2) ? 0 : row.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);

        var results = new WorkflowRun[]?[creations.Count];
        foreach (var row in rows)
        {
            // A creation that was saved comes as a negative place, before its runs.
            if (row.Place < 0)
            {
                results[-row.Place - 1] = new WorkflowRun[creations[(int)(-row.Place - 1)].Runs.Count];
            }
            else
            {
                var (creation, run) = columns.PlaceOf((int)row.Place);
                results[creation]![run] = creations[creation].Runs[run].Run with { Id = row.Id, Number = row.Number };
            }
        }

        // Plans of creations that were all known deliveries are stored as well: the statement saves plans first.
        foreach (var hash in plans.Keys)
        {
            _knownPlans.TryAdd(hash, true);
        }

        return results;
    }
}
