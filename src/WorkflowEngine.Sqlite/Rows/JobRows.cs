using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Jobs as rows; each names the version of the run that changed it last.</summary>
internal static class JobRows
{
    private const string Columns = """
        job, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts, not_before, outputs, worker,
        started_at, stopped_at
        """;

    internal static void Save(SqliteConnection connection, long runId, long version, IReadOnlyList<JobRun> jobs)
    {
        using var statement = connection.Use("""
            INSERT INTO workflow_jobs (
                run_id, job, version, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts,
                not_before, outputs, worker, started_at, stopped_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, job) DO UPDATE SET
                version = excluded.version, name = excluded.name, label = excluded.label, status = excluded.status,
                reason_code = excluded.reason_code, reason_text = excluded.reason_text, attempt = excluded.attempt,
                lost_attempts = excluded.lost_attempts, failed_attempts = excluded.failed_attempts, not_before = excluded.not_before,
                outputs = excluded.outputs, worker = excluded.worker, started_at = excluded.started_at, stopped_at = excluded.stopped_at
            """);
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            statement.Bind(runId).Bind(job.Index).Bind(version).Bind(job.Name).Bind(job.Label).Bind(job.Status).Bind(job.Reason)
                .Bind(job.Attempt).Bind(job.LostAttempts).Bind(job.FailedAttempts)
                .Bind(job.NotBefore).Bind(job.Outputs).Bind(job.Worker).Bind(job.StartedAt).Bind(job.StoppedAt)
                .Run();
        }
    }

    internal static IReadOnlyList<JobRun> List(SqliteConnection connection, long runId, long sinceVersion)
    {
        using var statement = connection.Use(sinceVersion <= 0
            ? $"SELECT {Columns} FROM workflow_jobs WHERE run_id = ?1 AND version > ?2 ORDER BY job"
            : $"""
                SELECT {Columns} FROM workflow_jobs WHERE run_id = ?1 AND job < 64 AND version > ?2
                UNION ALL
                SELECT {Columns} FROM workflow_jobs INDEXED BY workflow_jobs_version WHERE run_id = ?1 AND job >= 64 AND version > ?2
                ORDER BY job
                """);
        statement.Bind(runId).Bind(Math.Max(0, sinceVersion));
        var jobs = new List<JobRun>();
        while (statement.Read())
        {
            jobs.Add(Read(statement));
        }

        return jobs;
    }

    private static JobRun Read(SqliteStatement row) => new()
    {
        Index = row.Int32(0),
        Name = row.Text(1),
        Label = row.Text(2),
        Status = row.Status(3),
        Reason = row.Reason(4),
        Attempt = row.Int32(6),
        LostAttempts = row.Int32(7),
        FailedAttempts = row.Int32(8),
        NotBefore = row.NullableTime(9),
        Outputs = row.NullableText(10),
        Worker = row.NullableText(11),
        StartedAt = row.NullableTime(12),
        StoppedAt = row.NullableTime(13),
    };
}
