using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Tasks as rows. Only a claim makes one Running, and only its end takes it from its worker.</summary>
internal static class TaskRows
{
    internal static void Save(SqliteConnection connection, long runId, Scope scope, IReadOnlyList<TaskRun> tasks)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i];
            var group = task.ConcurrencyGroup is { } name ? $"{scope.Name}\n{name}" : null;
            var groupBefore = FindGroup(connection, new(runId, task.Job, task.Attempt));
            Save(connection, runId, task, group);
            if (task.CloseSteps)
            {
                StepRows.CloseRunning(connection, runId, task);
            }

            if (groupBefore is not null && (task.Status.IsTerminal() || group != groupBefore))
            {
                LetNextOfGroupGo(connection, groupBefore);
            }
        }
    }

    /// <summary>Lets the tasks of the oldest active run of a concurrency group go, now that a run of it has ended.</summary>
    internal static void LetNextRunOfGroupGo(SqliteConnection connection, Scope scope, string group)
    {
        using var statement = connection.Use("""
            UPDATE workflow_tasks SET queue = 0
            WHERE status = 5 AND queue = 2 AND run_id = (
                SELECT id FROM workflow_runs WHERE scope = ? AND concurrency_group = ? AND status >= 5 ORDER BY id LIMIT 1)
            """);
        statement.Bind(scope.Name).Bind(group).Run();
    }

    /// <summary>Whether the worker still has the task, and the greatest number of a log line it has stored.</summary>
    internal static bool IsHeldBy(SqliteConnection connection, JobLease lease, out int lastLogSequence)
    {
        using var statement = connection.Use("""
            SELECT last_log_sequence FROM workflow_tasks
            WHERE run_id = ? AND job = ? AND attempt = ? AND status = 6 AND worker = ? AND token = ?
            """);
        var isHeld = Bind(statement, lease.Task).Bind(lease.Worker).Bind(lease.Token).Read();
        lastLogSequence = isHeld ? statement.Int32(0) : 0;
        return isHeld;
    }

    internal static void SaveLastLogSequence(SqliteConnection connection, TaskKey task, int sequence)
    {
        using var statement = connection.Use("""
            UPDATE workflow_tasks SET last_log_sequence = ? WHERE run_id = ? AND job = ? AND attempt = ?
            """);
        Bind(statement.Bind(sequence), task).Run();
    }

    internal static LeaseStatus Renew(SqliteConnection connection, JobLease lease, DateTimeOffset expiresAt)
    {
        using var statement = connection.Use("""
            UPDATE workflow_tasks SET expires_at = ?
            WHERE run_id = ? AND job = ? AND attempt = ? AND status = 6 AND worker = ? AND token = ?
            RETURNING cancel_requested
            """);
        if (!Bind(statement.Bind(expiresAt), lease.Task).Bind(lease.Worker).Bind(lease.Token).Read())
        {
            return LeaseStatus.Lost;
        }

        return statement.Boolean(0) ? LeaseStatus.CancelRequested : LeaseStatus.Held;
    }

    internal static IReadOnlyList<TaskKey> ListExpired(SqliteConnection connection, DateTimeOffset now, int limit)
    {
        using var statement = connection.Use("""
            SELECT run_id, job, attempt FROM workflow_tasks WHERE status = 6 AND expires_at <= ?
            ORDER BY expires_at, run_id, job, attempt LIMIT ?
            """);
        statement.Bind(now).Bind(Math.Max(0, limit));
        var tasks = new List<TaskKey>();
        while (statement.Read())
        {
            tasks.Add(Key(statement));
        }

        return tasks;
    }

    internal static SqliteStatement Bind(SqliteStatement statement, TaskKey task) =>
        statement.Bind(task.RunId).Bind(task.Job).Bind(task.Attempt);

    internal static TaskKey Key(SqliteStatement row) => new(row.Int64(0), row.Int32(1), row.Int32(2));

    private static string? FindGroup(SqliteConnection connection, TaskKey task)
    {
        using var statement = connection.Use("SELECT concurrency_group FROM workflow_tasks WHERE run_id = ? AND job = ? AND attempt = ?");
        return Bind(statement, task).Read() ? statement.NullableText(0) : null;
    }

    private static void Save(SqliteConnection connection, long runId, TaskRun task, string? group)
    {
        using var statement = connection.Use("""
            INSERT INTO workflow_tasks (
                run_id, job, attempt, status, priority, not_before, queue, labels, concurrency_group, cancel_requested,
                reason_code, reason_text, stopped_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, job, attempt) DO UPDATE SET
                status = CASE WHEN excluded.status < 5 THEN excluded.status ELSE status END,
                priority = excluded.priority, not_before = excluded.not_before, queue = excluded.queue, labels = excluded.labels,
                concurrency_group = excluded.concurrency_group, cancel_requested = excluded.cancel_requested,
                reason_code = excluded.reason_code, reason_text = excluded.reason_text, stopped_at = excluded.stopped_at
            """);
        statement.Bind(runId).Bind(task.Job).Bind(task.Attempt).Bind(task.Status).Bind(task.Priority).Bind(task.NotBefore)
            .Bind(task.NotBefore is null ? TaskQueue.Ready : TaskQueue.Delayed)
            .Bind(LabelSet.ToStored(task.Labels)).Bind(group).Bind(task.CancelRequested).Bind(task.Reason).Bind(task.StoppedAt)
            .Run();
    }

    private static void LetNextOfGroupGo(SqliteConnection connection, string group)
    {
        using var oldest = connection.Use("""
            SELECT run_id, job, attempt FROM workflow_tasks INDEXED BY workflow_tasks_group
            WHERE concurrency_group = ? AND status IN (5, 6) AND status = 5
            ORDER BY run_id, job, attempt LIMIT 1
            """);
        if (oldest.Bind(group).Read())
        {
            using var statement = connection.Use("""
                UPDATE workflow_tasks SET queue = 0 WHERE run_id = ? AND job = ? AND attempt = ? AND queue = 2
                """);
            Bind(statement, Key(oldest)).Run();
        }
    }
}
