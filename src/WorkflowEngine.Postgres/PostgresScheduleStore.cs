using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Schedules in a PostgreSQL database.</summary>
internal sealed class PostgresScheduleStore(PostgresDatabase database, WorkNotifications notifications) : IScheduleStore
{
    /// <summary>How often a transaction that another one stood in the way of is made again at once.</summary>
    private const int MostConflicts = 3;

    private readonly RunCreations _creations = new(database);

    public async Task<IReadOnlyList<StoredSchedule>> ListAsync(
        IReadOnlyList<Scope> scopes, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return await database.ListAsync(
            database.InSchema("""
                SELECT scope, origin, workflow, trigger, due_at, fire_at, fired_at FROM @schedules
                WHERE fire_at IS NOT NULL AND ($1::text[] IS NULL OR scope = ANY ($1)) ORDER BY fire_at, id LIMIT $2
                """),
            [Parameters.Of(scopes.Count == 0 ? null : scopes.Select(scope => scope.Name).ToArray()), Parameters.Of(Math.Max(0, limit))],
            Read,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RunCreationResult?>> FireAsync(
        IReadOnlyList<ScheduleFiring> firings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(firings);
        if (firings.Count == 0)
        {
            return [];
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await database.InTransactionAsync(
                    transaction => FireAsync(transaction, firings, cancellationToken), cancellationToken).ConfigureAwait(false);
                notifications.Raise();
                return await WithKnownRunsAsync(firings, results, cancellationToken).ConfigureAwait(false);
            }
            catch (WorkflowStoreException failure) when (PostgresFailure.IsConflict(failure) && attempt < MostConflicts)
            {
                // Nothing was kept of it.
            }
        }
    }

    private async Task<RunCreationResult?[]> FireAsync(
        NpgsqlTransaction transaction, IReadOnlyList<ScheduleFiring> firings, CancellationToken cancellationToken)
    {
        var places = await database.ListAsync(
            transaction,
            database.InSchema("SELECT place FROM @advance_schedules($1, $2, $3, $4, $5, $6, $7, $8)"),
            Columns(firings),
            static row => (int)row.GetInt64(0) - 1,
            cancellationToken).ConfigureAwait(false);
        places.Sort();
        var results = new RunCreationResult?[firings.Count];
        var creating = new List<int>(places.Count);
        foreach (var place in places)
        {
            results[place] = new(true, []);
            if (firings[place].Creation is { } creation && (creation.Runs.Count > 0 || creation.DeliveryKey is not null))
            {
                creating.Add(place);
            }
        }

        // One delivery is created once in a statement; where two origins fire the same one, the second finds the first's.
        var left = creating;
        while (left.Count > 0)
        {
            var group = left.DistinctBy(place => (firings[place].Creation!.Scope, (object?)firings[place].Creation!.DeliveryKey ?? place)).ToList();
            var created = await _creations.SaveAsync(
                transaction, [.. group.Select(place => firings[place].Creation!)], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++)
            {
                results[group[i]] = created[i] is { } runs ? new(true, runs) : new(false, []);
            }

            left = [.. left.Except(group)];
        }

        return results;
    }

    private async Task<RunCreationResult?[]> WithKnownRunsAsync(
        IReadOnlyList<ScheduleFiring> firings, RunCreationResult?[] results, CancellationToken cancellationToken)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { Created: false } && firings[i].Creation is { DeliveryKey: { } key } creation)
            {
                results[i] = new(false, await RunRows.ListOfDeliveryAsync(database, null, creation.Scope, key, cancellationToken).ConfigureAwait(false));
            }
        }

        return results;
    }

    private static NpgsqlParameter[] Columns(IReadOnlyList<ScheduleFiring> firings)
    {
        var (scope, origin, workflow, trigger) = (Rows.Columns.OfText(), Rows.Columns.OfText(), Rows.Columns.OfText(), Rows.Columns.OfText());
        var expected = Rows.Columns.OfInt64();
        var (due, fire, fired) = (Rows.Columns.OfNullableInt64(), Rows.Columns.OfNullableInt64(), Rows.Columns.OfNullableInt64());
        foreach (var firing in firings)
        {
            scope.AddText(firing.Key.Scope.Name);
            origin.AddText(firing.Key.Origin);
            workflow.AddText(firing.Key.Workflow);
            trigger.AddText(firing.Key.Trigger);
            expected.Add(firing.Expected);
            due.Add(firing.DueAt);
            fire.Add(firing.FireAt);
            fired.Add(firing.FiredAt);
        }

        return
        [
            scope.ToParameter(), origin.ToParameter(), workflow.ToParameter(), trigger.ToParameter(),
            expected.ToParameter(), due.ToParameter(), fire.ToParameter(), fired.ToParameter(),
        ];
    }

    private static StoredSchedule Read(NpgsqlDataReader row) => new()
    {
        Key = new(new(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3)),
        DueAt = row.NullableTime(4),
        FireAt = row.NullableTime(5),
        FiredAt = row.NullableTime(6),
    };
}
