using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Run events as rows, one for all events of a transition.</summary>
internal static class EventRows
{
    /// <summary>
    /// Reads on from a position. There may be more that cannot be read yet, because a transaction that came before it has not ended.
    /// </summary>
    internal static async Task<(IReadOnlyList<StoredEvent> Events, bool IsBehind)> ListAfterAsync(
        PostgresDatabase database, long position, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            database.InSchema("SELECT event_position, run_id, document FROM @read_events($1, $2)"),
            [Parameters.Of(position), Parameters.Of(Math.Max(0, limit))],
            static row => row.IsDBNull(2) ? default : (Position: row.GetInt64(0), Events: RunEventsDocument.Read(row.GetString(2), row.GetInt64(1))),
            cancellationToken).ConfigureAwait(false);
        var isBehind = rows.Count > 0 && rows[^1].Events is null;
        if (isBehind)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        var events = new List<StoredEvent>();
        foreach (var row in rows)
        {
            foreach (var runEvent in row.Events)
            {
                events.Add(new(row.Position, runEvent));
            }
        }

        return (events, isBehind);
    }

    internal static async Task<IReadOnlyList<RunEvent>> ListOfRunAsync(
        PostgresDatabase database, long runId, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            database.InSchema("""
                SELECT document FROM @workflow_events WHERE run_id = $1 AND last_sequence > $2 ORDER BY last_sequence LIMIT $3
                """),
            [Parameters.Of(runId), Parameters.Of(afterSequence), Parameters.Of(Math.Max(0, limit))],
            row => RunEventsDocument.Read(row.GetString(0), runId),
            cancellationToken).ConfigureAwait(false);
        var events = new List<RunEvent>();
        foreach (var row in rows)
        {
            foreach (var runEvent in row)
            {
                if (runEvent.Sequence > afterSequence && events.Count < limit)
                {
                    events.Add(runEvent);
                }
            }
        }

        return events;
    }
}
