using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Tasks and the leases on them.</summary>
internal static class TaskRows
{
    internal static async Task<IReadOnlyList<ClaimedTask>> ClaimAsync(
        PostgresDatabase database, ClaimRequest request, CancellationToken cancellationToken)
    {
        var tokens = new long[request.Limit];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Random.Shared.NextInt64(1, long.MaxValue);
        }

        return await database.ListAsync(
            database.InSchema("SELECT run_id, job, attempt, token, plan_hash, run_version FROM @claim_tasks($1, $2, $3, $4, $5, $6, $7)"),
            [
                Parameters.Of(request.Worker), Parameters.Of(request.Limit), Parameters.Of(request.Labels),
                Parameters.Of(request.Scopes.Count == 0 ? null : [.. request.Scopes.Select(static scope => scope.Name)]),
                Parameters.Of(request.Now), Parameters.Of(request.ExpiresAt), Parameters.Of(tokens),
            ],
            row => new ClaimedTask(
                new(new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)), request.Worker, row.GetInt64(3)), row.GetString(4), row.GetInt64(5)),
            cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IReadOnlyList<LeaseStatus>> RenewAsync(
        PostgresDatabase database, IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var columns = new LeaseColumns();
        foreach (var lease in leases.Distinct().OrderBy(lease => lease.Task, LeaseColumns.Order))
        {
            columns.Add(lease);
        }

        var held = await database.ListAsync(
            database.InSchema("SELECT run_id, job, attempt, worker, token, cancel_requested FROM @renew_leases($1, $2, $3, $4, $5, $6)"),
            [.. columns.ToParameters(), Parameters.Of(expiresAt)],
            static row => (
                Lease: new JobLease(new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)), row.GetString(3), row.GetInt64(4)),
                IsCancelled: row.GetBoolean(5)),
            cancellationToken).ConfigureAwait(false);
        var byLease = held.ToDictionary(row => row.Lease, row => row.IsCancelled);
        var statuses = new LeaseStatus[leases.Count];
        for (var i = 0; i < statuses.Length; i++)
        {
            statuses[i] = !byLease.TryGetValue(leases[i], out var isCancelled) ? LeaseStatus.Lost
                : isCancelled ? LeaseStatus.CancelRequested
                : LeaseStatus.Held;
        }

        return statuses;
    }

    internal static async Task<IReadOnlyList<TaskKey>> ListExpiredAsync(
        PostgresDatabase database, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.ListAsync(
            database.InSchema("""
                SELECT run_id, job, attempt FROM @workflow_tasks WHERE status = 6 AND expires_at <= $1
                ORDER BY expires_at, run_id, job, attempt LIMIT $2
                """),
            [Parameters.Of(now), Parameters.Of(Math.Max(0, limit))],
            static row => new TaskKey(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)),
            cancellationToken).ConfigureAwait(false);
}
