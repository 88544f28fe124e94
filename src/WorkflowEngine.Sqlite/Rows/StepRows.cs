using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Steps as rows.</summary>
internal static class StepRows
{
    internal static void Save(SqliteConnection connection, long runId, IReadOnlyList<StepRun> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        using var statement = connection.Use("""
            INSERT OR REPLACE INTO workflow_steps (
                run_id, job, attempt, step, id, label, status, reason_code, reason_text, exit_code, output, started_at, stopped_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            statement.Bind(runId).Bind(step.Job).Bind(step.Attempt).Bind(step.Index).Bind(step.Id).Bind(step.Label)
                .Bind(step.Status).Bind(step.Reason).Bind((long?)step.ExitCode).Bind(step.Output)
                .Bind(step.StartedAt).Bind(step.StoppedAt)
                .Run();
        }
    }

    /// <summary>Ends the steps of an attempt that are still running together with its task.</summary>
    internal static void CloseRunning(SqliteConnection connection, long runId, TaskRun task)
    {
        using var statement = connection.Use("""
            UPDATE workflow_steps SET status = ?, reason_code = ?, reason_text = ?, stopped_at = ?
            WHERE run_id = ? AND job = ? AND attempt = ? AND status = 6
            """);
        statement.Bind(task.Status).Bind(task.Reason).Bind(task.StoppedAt).Bind(runId).Bind(task.Job).Bind(task.Attempt).Run();
    }

    internal static IReadOnlyList<StepRun> List(SqliteConnection connection, long runId)
    {
        using var statement = connection.Use("""
            SELECT job, attempt, step, id, label, status, reason_code, reason_text, exit_code, output, started_at, stopped_at
            FROM workflow_steps WHERE run_id = ? ORDER BY job, attempt, step
            """);
        statement.Bind(runId);
        var steps = new List<StepRun>();
        while (statement.Read())
        {
            steps.Add(new()
            {
                Job = statement.Int32(0),
                Attempt = statement.Int32(1),
                Index = statement.Int32(2),
                Id = statement.Text(3),
                Label = statement.Text(4),
                Status = statement.Status(5),
                Reason = statement.Reason(6),
                ExitCode = statement.NullableInt32(8),
                Output = statement.NullableText(9),
                StartedAt = statement.NullableTime(10),
                StoppedAt = statement.NullableTime(11),
            });
        }

        return steps;
    }
}
