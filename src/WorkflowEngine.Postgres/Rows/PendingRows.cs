using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>What waits for its time or for room, as rows.</summary>
internal static class PendingRows
{
    private const string Columns =
        "id, version, event_id, scope, workflow, trigger_type, is_deferred, takes_events, first_at, due_at, depth, event";

    internal static Task<List<PendingTrigger>> ListDueAsync(
        PostgresDatabase database, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(
            database.InSchema($"SELECT {Columns} FROM @trigger_pending WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2"),
            [Parameters.Of(now), Parameters.Of(Math.Max(0, limit))],
            Read,
            cancellationToken);

    internal static Task<List<PendingTrigger>> ListTimersAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, Scope scope, string workflow, CancellationToken cancellationToken) =>
        database.ListAsync(
            transaction,
            database.InSchema($"SELECT {Columns} FROM @trigger_pending WHERE scope = $1 AND workflow = $2 AND takes_events ORDER BY id"),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            Read,
            cancellationToken);

    internal static Task<List<DeferredCount>> CountDeferredAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, Scope scope, string workflow, CancellationToken cancellationToken) =>
        database.ListAsync(
            transaction,
            database.InSchema("""
                SELECT trigger_type, count(*), min(id) FROM @trigger_pending WHERE scope = $1 AND workflow = $2 AND is_deferred
                GROUP BY trigger_type ORDER BY trigger_type
                """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => new DeferredCount(row.GetString(0), (int)row.GetInt64(1), row.GetInt64(2)),
            cancellationToken);

    /// <summary>Saves rows; false when one that was read is not as it was then.</summary>
    internal static async Task<bool> TrySaveAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, IReadOnlyList<PendingChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.OrderBy(change => change.Row.Id))
        {
            var saved = change.Row.Id == 0
                ? await InsertAsync(database, transaction, change.Row, cancellationToken).ConfigureAwait(false)
                : await ChangeAsync(database, transaction, change, cancellationToken).ConfigureAwait(false);
            if (saved.Count != 1)
            {
                return false;
            }
        }

        return true;
    }

    private static Task<List<bool>> InsertAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, PendingTrigger row, CancellationToken cancellationToken) =>
        database.ListAsync(
            transaction,
            database.InSchema("""
                INSERT INTO @trigger_pending (
                    version, event_id, scope, workflow, trigger_type, is_deferred, takes_events, first_at, due_at, depth, event)
                VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
                """),
            [
                Parameters.Of(row.EventId), Parameters.Of(row.Scope.Name), Parameters.Of(row.Workflow), Parameters.Of(row.TriggerType),
                Parameters.Of(row.IsDeferred), Parameters.Of(row.TakesEvents), Parameters.Of(row.FirstAt), Parameters.Of(row.DueAt),
                Parameters.Of((long)row.Depth), Parameters.Of(row.Event),
            ],
            static _ => true,
            cancellationToken);

    private static Task<List<bool>> ChangeAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, PendingChange change, CancellationToken cancellationToken)
    {
        var row = change.Row;
        return change.IsRemoved
            ? database.ListAsync(
                transaction,
                database.InSchema("DELETE FROM @trigger_pending WHERE id = $1 AND version = $2 RETURNING id"),
                [Parameters.Of(row.Id), Parameters.Of(row.Version)],
                static _ => true,
                cancellationToken)
            : database.ListAsync(
                transaction,
                database.InSchema("""
                    UPDATE @trigger_pending SET
                        version = version + 1, event_id = $3, is_deferred = $4, takes_events = $5, first_at = $6, due_at = $7, depth = $8,
                        event = $9
                    WHERE id = $1 AND version = $2 RETURNING id
                    """),
                [
                    Parameters.Of(row.Id), Parameters.Of(row.Version), Parameters.Of(row.EventId), Parameters.Of(row.IsDeferred),
                    Parameters.Of(row.TakesEvents), Parameters.Of(row.FirstAt), Parameters.Of(row.DueAt), Parameters.Of((long)row.Depth),
                    Parameters.Of(row.Event),
                ],
                static _ => true,
                cancellationToken);
    }

    private static PendingTrigger Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Version = row.GetInt64(1),
        EventId = row.GetString(2),
        Scope = new(row.GetString(3)),
        Workflow = row.GetString(4),
        TriggerType = row.GetString(5),
        IsDeferred = row.GetBoolean(6),
        TakesEvents = row.GetBoolean(7),
        FirstAt = PostgresTime.FromStored(row.GetInt64(8)),
        DueAt = PostgresTime.FromStored(row.GetInt64(9)),
        Depth = (int)row.GetInt64(10),
        Event = row.GetString(11),
    };
}
