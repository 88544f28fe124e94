using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Log lines as rows, in the order they were stored.</summary>
internal static class LogRows
{
    internal static bool TryAppend(SqliteConnection connection, JobLease lease, IReadOnlyList<LogLine> lines)
    {
        var task = lease.Task;
        if (!TaskRows.IsHeldBy(connection, lease, out var stored))
        {
            return false;
        }

        var last = stored;
        var position = LastPosition(connection, task.RunId);
        using var statement = connection.Use("""
            INSERT INTO workflow_logs (run_id, position, job, attempt, sequence, step, source, text, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];

            // Lines nearly always come in order; only one that does not has to be looked for.
            if (line.Sequence <= last && IsStored(connection, task, line.Sequence))
            {
                continue;
            }

            last = Math.Max(last, line.Sequence);
            statement.Bind(task.RunId).Bind(++position).Bind(task.Job).Bind(task.Attempt)
                .Bind(line.Sequence).Bind(line.Step).Bind((long)line.Source).Bind(line.Text).Bind(line.At)
                .Run();
        }

        if (last != stored)
        {
            TaskRows.SaveLastLogSequence(connection, task, last);
        }

        return true;
    }

    internal static IReadOnlyList<StoredLogLine> Read(SqliteConnection connection, LogQuery query)
    {
        using var statement = connection.Use(query.Job is null
            ? """
                SELECT position, job, attempt, sequence, step, source, text, at FROM workflow_logs
                WHERE run_id = ?1 AND position > ?2 AND ?4 IS NULL ORDER BY position LIMIT ?3
                """
            : """
                SELECT position, job, attempt, sequence, step, source, text, at FROM workflow_logs INDEXED BY workflow_logs_job
                WHERE run_id = ?1 AND position > ?2 AND job = ?4 ORDER BY position LIMIT ?3
                """);
        statement.Bind(query.RunId).Bind(query.AfterPosition).Bind(Math.Max(0, query.Limit)).Bind((long?)query.Job);
        var lines = new List<StoredLogLine>();
        while (statement.Read())
        {
            lines.Add(new(
                statement.Int64(0),
                new TaskKey(query.RunId, statement.Int32(1), statement.Int32(2)),
                new()
                {
                    Sequence = statement.Int32(3),
                    Step = statement.Int32(4),
                    Source = (LogSource)statement.Int32(5),
                    Text = statement.Text(6),
                    At = statement.Time(7),
                }));
        }

        return lines;
    }

    private static long LastPosition(SqliteConnection connection, long runId)
    {
        using var statement = connection.Use("SELECT max(position) FROM workflow_logs WHERE run_id = ?");
        statement.Bind(runId).Read();
        return statement.Int64(0);
    }

    private static bool IsStored(SqliteConnection connection, TaskKey task, int sequence)
    {
        using var statement = connection.Use("""
            SELECT 1 FROM workflow_logs WHERE run_id = ? AND job = ? AND attempt = ? AND sequence = ? LIMIT 1
            """);
        return TaskRows.Bind(statement, task).Bind(sequence).Read();
    }
}
