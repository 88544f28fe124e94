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

    /// <summary>Saves new runs in a transaction of the host; null when the delivery was known.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="creation">The runs.</param>
    /// <param name="channel">Who is to hear of the commit; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<WorkflowRun[]?> SaveAsync(
        NpgsqlTransaction transaction, RunCreation creation, string? channel, CancellationToken cancellationToken)
    {
        var groups = creation.Runs.Where(static created => created.Run.ConcurrencyGroup is not null).ToArray();
        if (groups.Length > 0)
        {
            var (scopes, names) = (Columns.OfText(), Columns.OfText());
            foreach (var created in groups)
            {
                scopes.AddText(created.Run.Scope.Name);
                names.AddText(created.Run.ConcurrencyGroup);
            }

            await database.ListAsync(
                transaction,
                database.InSchema("SELECT @begin_creation($1, $2)"),
                [scopes.ToParameter(), names.ToParameter()],
                static _ => true,
                cancellationToken).ConfigureAwait(false);
        }

        var (ids, numbers) = await ReserveAsync(creation, cancellationToken).ConfigureAwait(false);
        var columns = new CreationColumns();
        columns.Add(creation);
        foreach (var plan in creation.Plans)
        {
            columns.AddPlan(plan.Hash, null);
        }

        var parameters = columns.ToParameters(Parameters.Of(ids), Parameters.Of(numbers), Parameters.Of(channel));
        var rows = await database.ListAsync(
            transaction, SqlOf(parameters.Length), parameters, ReadRow, cancellationToken).ConfigureAwait(false);
        return ResultsOf(rows, [creation], columns)[0];
    }

    /// <summary>Gives the new runs of each creation, saved in a transaction of the store; null where the delivery was known.</summary>
    internal async Task<WorkflowRun[]?[]> SaveAsync(
        NpgsqlTransaction transaction, IReadOnlyList<RunCreation> creations, CancellationToken cancellationToken)
    {
        var columns = new CreationColumns();
        foreach (var creation in creations)
        {
            columns.Add(creation);
        }

        foreach (var plan in creations.SelectMany(creation => creation.Plans).DistinctBy(plan => plan.Hash))
        {
            columns.AddPlan(plan.Hash, PlanDocument.Write(plan));
        }

        var parameters = columns.ToParameters(Parameters.Of((long[]?)null), Parameters.Of((long[]?)null), Parameters.Of((string?)null));
        var rows = await database.ListAsync(transaction, SqlOf(parameters.Length), parameters, ReadRow, cancellationToken).ConfigureAwait(false);
        return ResultsOf(rows, creations, columns);
    }

    private async Task<(long[] Ids, long[] Numbers)> ReserveAsync(RunCreation creation, CancellationToken cancellationToken)
    {
        var (hashes, documents) = (Columns.OfText(), Columns.OfText());
        foreach (var plan in creation.Plans.OrderBy(static plan => plan.Hash, StringComparer.Ordinal))
        {
            hashes.Add(plan.Hash);
            documents.Add(PlanDocument.Write(plan));
        }

        var rows = await database.ListAsync(
            database.InSchema("SELECT id, number FROM @reserve_runs($1, $2, $3, $4)"),
            [Parameters.Of(creation.Scope.Name), Parameters.Of(creation.Runs.Count), hashes.ToParameter(), documents.ToParameter()],
            static row => (Id: row.GetInt64(0), Number: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        return ([.. rows.Select(static row => row.Id)], [.. rows.Select(static row => row.Number)]);
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

        var parameters = columns.ToParameters(Parameters.Of((long[]?)null), Parameters.Of((long[]?)null), Parameters.Of((string?)null));
        var rows = await database.ListAsync(SqlOf(parameters.Length), parameters, ReadRow, cancellationToken).ConfigureAwait(false);

        // Plans of creations that were all known deliveries are stored as well: the statement saves plans first.
        foreach (var hash in plans.Keys)
        {
            _knownPlans.TryAdd(hash, true);
        }

        return ResultsOf(rows, creations, columns);
    }

    private string SqlOf(int parameters) =>
        database.InSchema("SELECT run, run_id, run_number FROM @create_runs(") + Places.UpTo(parameters) + ")";

    private static (long Place, long Id, long Number) ReadRow(NpgsqlDataReader row) =>
        (row.GetInt64(0), row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt64(2));

    private static WorkflowRun[]?[] ResultsOf(
        List<(long Place, long Id, long Number)> rows, IReadOnlyList<RunCreation> creations, CreationColumns columns)
    {
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

        return results;
    }
}
