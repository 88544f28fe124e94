using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Log lines as rows, in the order they were stored.</summary>
internal static class LogRows
{
    /// <summary>Appends the lines of several calls in one transaction and tells of each whether its lease is held.</summary>
    internal static async Task<IReadOnlyList<bool>> AppendAsync(
        PostgresDatabase database, IReadOnlyList<LogAppend> appends, CancellationToken cancellationToken)
    {
        var leases = new LeaseColumns();
        var places = new Dictionary<JobLease, int>();
        var lines = new LineColumns();
        foreach (var lease in appends.Select(append => append.Lease).Distinct().OrderBy(lease => lease.Task, LeaseColumns.Order))
        {
            leases.Add(lease);
            places.Add(lease, leases.Count);
        }

        foreach (var append in appends)
        {
            lines.Add(places[append.Lease], append.Lines);
        }

        var held = await database.FindAsync(
            database.InSchema("SELECT @append_lines($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"),
            [.. leases.ToParameters(), .. lines.ToParameters()],
            static row => row.GetFieldValue<int[]>(0),
            cancellationToken).ConfigureAwait(false);
        return [.. appends.Select(append => held!.Contains(places[append.Lease]))];
    }

    internal static async Task<IReadOnlyList<StoredLogLine>> ReadAsync(
        PostgresDatabase database, LogQuery query, CancellationToken cancellationToken)
    {
        const string Columns = "SELECT position, job, attempt, sequence, step, source, text, at FROM @workflow_logs WHERE run_id = $1 AND position > $2";
        var sql = query.Job is null ? $"{Columns} ORDER BY position LIMIT $3" : $"{Columns} AND job = $4 ORDER BY position LIMIT $3";
        var parameters = new List<Npgsql.NpgsqlParameter>
        {
            Parameters.Of(query.RunId), Parameters.Of(query.AfterPosition), Parameters.Of(Math.Max(0, query.Limit)),
        };
        if (query.Job is { } job)
        {
            parameters.Add(Parameters.Of(job));
        }

        return await database.ListAsync(
            database.InSchema(sql),
            parameters,
            row => new StoredLogLine(
                row.GetInt64(0),
                new TaskKey(query.RunId, row.GetInt32(1), row.GetInt32(2)),
                new()
                {
                    Sequence = row.GetInt32(3),
                    Step = row.GetInt32(4),
                    Source = (LogSource)row.GetInt16(5),
                    Text = row.GetString(6),
                    At = row.Time(7),
                }),
            cancellationToken).ConfigureAwait(false);
    }
}
