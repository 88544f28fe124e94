using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Steps as rows.</summary>
internal static class StepRows
{
    internal static async Task<IReadOnlyList<StepRun>> ListAsync(PostgresDatabase database, long runId, CancellationToken cancellationToken) =>
        await database.ListAsync(
            database.InSchema("""
                SELECT job, attempt, step, id, label, status, reason_code, reason_text, exit_code, output, started_at, stopped_at
                FROM @workflow_steps WHERE run_id = $1 ORDER BY job, attempt, step
                """),
            [Parameters.Of(runId)],
            static row => new StepRun
            {
                Job = row.GetInt32(0),
                Attempt = row.GetInt32(1),
                Index = row.GetInt32(2),
                Id = row.GetString(3),
                Label = row.GetString(4),
                Status = row.Status(5),
                Reason = row.Reason(6),
                ExitCode = row.NullableInt32(8),
                Output = row.NullableText(9),
                StartedAt = row.NullableTime(10),
                StoppedAt = row.NullableTime(11),
            },
            cancellationToken).ConfigureAwait(false);
}
