using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Run events as rows, one for all events of a transition.</summary>
internal static class EventRows
{
    internal static void Insert(SqliteConnection connection, long runId, IReadOnlyList<RunEvent> events, byte[] document)
    {
        if (events.Count == 0)
        {
            return;
        }

        using var statement = connection.Use(
            "INSERT INTO workflow_events (run_id, last_sequence, count, document) VALUES (?, ?, ?, ?)");
        statement.Bind(runId).Bind(events[^1].Sequence).Bind(events.Count).BindUtf8(document).Run();
    }

    internal static IReadOnlyList<StoredEvent> ListAfter(SqliteConnection connection, long position, int limit)
    {
        using var statement = connection.Use(
            "SELECT position, run_id, document FROM workflow_events WHERE position > ? ORDER BY position");
        statement.Bind(position);
        var events = new List<StoredEvent>();
        while (events.Count < limit && statement.Read())
        {
            foreach (var runEvent in RunEventsDocument.Read(statement.Utf8(2), statement.Int64(1)))
            {
                events.Add(new(statement.Int64(0), runEvent));
            }
        }

        return events;
    }

    internal static IReadOnlyList<RunEvent> ListOfRun(SqliteConnection connection, long runId, long afterSequence, int limit)
    {
        using var statement = connection.Use("""
            SELECT document FROM workflow_events WHERE run_id = ? AND last_sequence > ? ORDER BY last_sequence
            """);
        statement.Bind(runId).Bind(afterSequence);
        var events = new List<RunEvent>();
        while (events.Count < limit && statement.Read())
        {
            foreach (var runEvent in RunEventsDocument.Read(statement.Utf8(0), runId))
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
