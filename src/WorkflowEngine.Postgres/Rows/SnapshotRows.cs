using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Runs with jobs of theirs, read by one statement and so at one moment.</summary>
internal static class SnapshotRows
{
    private const int JobColumnCount = 14;

    // After the jobs and the number of their row.
    private const int Place = RunRows.ColumnCount + JobColumnCount + 1;

    private const string JobColumns = """
        job, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts, not_before, outputs, worker,
        started_at, stopped_at
        """;

    // The run stands in every row, but what it was started with, which may be large, only in the first. Of the jobs that changed, the
    // first of a run are looked through and the others found by an index.
    private const string Sql = $"""
        SELECT {RunRows.Columns}, j.*, q.place
        FROM unnest($1, $2) WITH ORDINALITY AS q (run_id, since, place)
        JOIN @workflow_runs r ON r.id = q.run_id
        JOIN @workflow_plans p ON p.id = r.plan_id
        LEFT JOIN LATERAL (
            SELECT {JobColumns}, row_number() OVER () AS line FROM (
                SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = r.id AND version > q.since AND q.since = 0
                UNION ALL
                SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = r.id AND version > q.since AND q.since > 0 AND job < 64
                UNION ALL
                SELECT {JobColumns} FROM @workflow_jobs WHERE run_id = r.id AND version > q.since AND q.since > 0 AND job >= 64
                ORDER BY job) jobs) j ON true
        LEFT JOIN @workflow_run_inputs i ON i.run_id = r.id AND coalesce(j.line, 1) = 1
        ORDER BY q.place, j.line
        """;

    /// <summary>Reads several runs by one statement; null for each that is not there.</summary>
    internal static async Task<IReadOnlyList<RunSnapshot?>> ListAsync(
        PostgresDatabase database, IReadOnlyList<(long RunId, long SinceVersion)> requests, CancellationToken cancellationToken)
    {
        var (runs, versions) = (new long[requests.Count], new long[requests.Count]);
        for (var i = 0; i < runs.Length; i++)
        {
            (runs[i], versions[i]) = (requests[i].RunId, Math.Max(0, requests[i].SinceVersion));
        }

        var snapshots = new RunSnapshot?[requests.Count];
        List<JobRun> jobs = [];
        await database.ListAsync(
            database.InSchema(Sql),
            [Parameters.Of(runs), Parameters.Of(versions)],
            row =>
            {
                var place = row.GetInt64(Place) - 1;
                if (snapshots[place] is null)
                {
                    snapshots[place] = new(RunRows.Read(row), jobs = []);
                }

                if (!row.IsDBNull(RunRows.ColumnCount))
                {
                    jobs.Add(ReadJob(row));
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return snapshots;
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
