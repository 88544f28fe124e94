using System.Text.Json;
using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Runs as rows, with what they were started with beside them.</summary>
internal static class RunRows
{
    /// <summary>What <see cref="Read"/> expects: runs as <c>r</c>, plans as <c>p</c>, inputs as <c>i</c>.</summary>
    internal const string Columns = """
        r.id, r.scope, r.number, r.workflow, r.label, p.hash, r.source_file, r.source_sha256, r.source_format, i.event, i.inputs,
        r.status, r.reason_code, r.reason_text, r.cancel_requested, r.cancel_forced, r.rerun_of, r.trigger_depth, r.concurrency_group,
        r.cancel_in_progress, r.created_at, r.started_at, r.stopped_at, r.version, r.last_event
        """;

    internal const int ColumnCount = 25;

    internal const string Joins = """
        JOIN @workflow_plans p ON p.id = r.plan_id
        JOIN @workflow_run_inputs i ON i.run_id = r.id
        """;

    internal static async Task<IReadOnlyList<WorkflowRun>> ListAsync(
        PostgresDatabase database, RunQuery query, CancellationToken cancellationToken)
    {
        var parameters = new List<NpgsqlParameter> { Parameters.Of(query.BeforeId ?? long.MaxValue), Parameters.Of(Math.Max(0, query.Limit)) };
        var conditions = string.Empty;
        if (query.Scope is { } scope)
        {
            parameters.Add(Parameters.Of(scope.Name));
            conditions += $" AND r.scope = ${parameters.Count}";
        }

        if (query.Workflow is { } workflow)
        {
            parameters.Add(Parameters.Of(workflow));
            conditions += $" AND r.workflow = ${parameters.Count}";
        }

        if (query.ConcurrencyGroup is { } group)
        {
            parameters.Add(Parameters.Of(group));
            conditions += $" AND r.concurrency_group = ${parameters.Count}";
        }

        if (query.Statuses.Count > 0)
        {
            parameters.Add(Parameters.Of([.. query.Statuses.Select(status => (long)status)]));
            conditions += $" AND r.status = ANY (${parameters.Count})";

            // Said once more, so that the few that are active are found by their own index.
            conditions += query.Statuses.All(static status => !status.IsTerminal()) ? " AND r.status >= 5" : string.Empty;
        }

        return await database.ListAsync(
            database.InSchema($"SELECT {Columns} FROM @workflow_runs r {Joins} WHERE r.id < $1{conditions} ORDER BY r.id DESC LIMIT $2"),
            parameters,
            Read,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The runs of a delivery as they are now, in the order they were made.</summary>
    /// <param name="database">The database.</param>
    /// <param name="transaction">The transaction to read in; null for none.</param>
    /// <param name="scope">The scope of the delivery.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<IReadOnlyList<WorkflowRun>> ListOfDeliveryAsync(
        PostgresDatabase database, NpgsqlTransaction? transaction, Scope scope, string? key, CancellationToken cancellationToken)
    {
        var sql = database.InSchema($"""
            SELECT {Columns} FROM @trigger_deliveries d JOIN @workflow_runs r ON r.delivery_id = d.id {Joins}
            WHERE d.scope = $1 AND d.delivery_key = $2 ORDER BY r.id
            """);
        NpgsqlParameter[] parameters = [Parameters.Of(scope.Name), Parameters.Of(key)];
        return transaction is null
            ? await database.ListAsync(sql, parameters, Read, cancellationToken).ConfigureAwait(false)
            : await database.ListAsync(transaction, sql, parameters, Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists runs that a newer one of their group has to get cancelled, and has not.</summary>
    internal static async Task<IReadOnlyList<SupersededRun>> ListSupersededAsync(
        PostgresDatabase database, int limit, CancellationToken cancellationToken) =>
        await database.ListAsync(
            database.InSchema("""
                SELECT r.id, n.id
                FROM (
                    SELECT scope, concurrency_group, max(id) AS id FROM @workflow_runs
                    WHERE cancel_in_progress AND concurrency_group IS NOT NULL AND status >= 5
                    GROUP BY scope, concurrency_group) n
                JOIN @workflow_runs r ON r.scope = n.scope AND r.concurrency_group = n.concurrency_group AND r.id < n.id
                WHERE r.concurrency_group IS NOT NULL AND r.status >= 5 AND NOT r.cancel_requested
                ORDER BY r.id LIMIT $1
                """),
            [Parameters.Of(Math.Max(0, limit))],
            static row => new SupersededRun(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);

    internal static WorkflowRun Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Scope = new(row.GetString(1)),
        Number = row.GetInt64(2),
        Workflow = row.GetString(3),
        Label = row.GetString(4),
        PlanHash = row.GetString(5),
        Source = row.IsDBNull(6) ? null : new(row.GetString(6), row.GetString(7), (WorkflowFormat)row.GetInt16(8)),
        Event = EventDocument.Read(row.GetString(9)),
        Inputs = row.IsDBNull(10) ? null : JsonElement.Parse(row.GetString(10)),
        Status = row.Status(11),
        Reason = row.Reason(12),
        CancelRequested = row.GetBoolean(14),
        CancelForced = row.GetBoolean(15),
        RerunOf = row.NullableInt64(16),
        TriggerDepth = row.GetInt32(17),
        ConcurrencyGroup = row.NullableText(18),
        CancelInProgress = row.GetBoolean(19),
        CreatedAt = row.Time(20),
        StartedAt = row.NullableTime(21),
        StoppedAt = row.NullableTime(22),
        Version = row.GetInt64(23),
        LastEvent = row.GetInt64(24),
    };
}
