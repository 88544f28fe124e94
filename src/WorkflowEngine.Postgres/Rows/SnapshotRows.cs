using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>A run with jobs of it, read by one statement and so at one moment.</summary>
internal static class SnapshotRows
{
    private const string JobColumns = """
        job, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts, not_before, outputs, worker,
        started_at, stopped_at
        """;

    // The run stands in every row, but what it was started with, which may be large, only in the first.
    private const string FromRun = $"""
        FROM @workflow_runs r
        JOIN @workflow_plans p ON p.id = r.plan_id
        LEFT JOIN LATERAL (SELECT jobs.*, row_number() OVER () AS line FROM jobs) j ON true
        LEFT JOIN @workflow_run_inputs i ON i.run_id = r.id AND coalesce(j.line, 1) = 1
        WHERE r.id = $1 ORDER BY j.line
        """;

    private const string All = $"""
        WITH jobs AS (SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = $1 AND version > $2 ORDER BY job)
        SELECT {RunRows.Columns}, j.* {FromRun}
        """;

    private const string Changed = $"""
        WITH jobs AS (
            SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = $1 AND job < 64 AND version > $2
            UNION ALL
            SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = $1 AND job >= 64 AND version > $2
            ORDER BY job)
        SELECT {RunRows.Columns}, j.* {FromRun}
        """;

    internal static async Task<RunSnapshot?> FindAsync(
        PostgresDatabase database, long runId, long sinceVersion, CancellationToken cancellationToken)
    {
        WorkflowRun? run = null;
        var rows = await database.ListAsync(
            database.InSchema(sinceVersion <= 0 ? All : Changed),
            [Parameters.Of(runId), Parameters.Of(Math.Max(0, sinceVersion))],
            row =>
            {
                run ??= RunRows.Read(row);
                return row.IsDBNull(RunRows.ColumnCount) ? null : ReadJob(row);
            },
            cancellationToken).ConfigureAwait(false);
        if (run is null)
        {
            return null;
        }

        var jobs = new List<JobRun>(rows.Count);
        foreach (var job in rows)
        {
            if (job is not null)
            {
                jobs.Add(job);
            }
        }

        return new(run, jobs);
    }

    private static JobRun ReadJob(NpgsqlDataReader row)
    {
        const int First = RunRows.ColumnCount;
        return new()
        {
            Index = row.GetInt32(First),
            Name = row.GetString(First + 1),
            Label = row.GetString(First + 2),
            Status = row.Status(First + 3),
            Reason = row.Reason(First + 4),
            Attempt = row.GetInt32(First + 6),
            LostAttempts = row.GetInt32(First + 7),
            FailedAttempts = row.GetInt32(First + 8),
            NotBefore = row.NullableTime(First + 9),
            Outputs = row.NullableText(First + 10),
            Worker = row.NullableText(First + 11),
            StartedAt = row.NullableTime(First + 12),
            StoppedAt = row.NullableTime(First + 13),
        };
    }
}
