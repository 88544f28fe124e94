using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Run events as rows, one for all events of a transition.</summary>
internal static class EventRows
{
    internal static async Task<IReadOnlyList<StoredEvent>> ListAfterAsync(
        PostgresDatabase database, long position, int limit, CancellationToken cancellationToken)
    {
        // Whole rows until there are enough events: a row counts while those before it are not enough.
        var rows = await database.ListAsync(
            database.InSchema("""
                SELECT position, run_id, document FROM (
                    SELECT position, run_id, document, sum(count) OVER (ORDER BY position) - count AS before FROM (
                        SELECT position, run_id, document, count FROM @workflow_events WHERE position > $1 ORDER BY position LIMIT $2) page) counted
                WHERE before < $2 ORDER BY position
                """),
            [Parameters.Of(position), Parameters.Of(Math.Max(0, limit))],
            static row => (Position: row.GetInt64(0), Events: RunEventsDocument.Read(row.GetString(2), row.GetInt64(1))),
            cancellationToken).ConfigureAwait(false);
        var events = new List<StoredEvent>();
        foreach (var row in rows)
        {
            foreach (var runEvent in row.Events)
            {
                events.Add(new(row.Position, runEvent));
            }
        }

        return events;
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
