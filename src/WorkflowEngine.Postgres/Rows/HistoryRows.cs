using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>What became of each event, as rows.</summary>
internal static class HistoryRows
{
    private const string Columns = """
        event_id, job_id, job_attempt, job_type, job_status, source_scope, scope, workflow, trigger_type, outcome, reason, run_id,
        depth, evaluated_at, due_at, detail
        """;

    internal static Task SaveAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, IReadOnlyList<TriggerHistoryEntry> entries, CancellationToken cancellationToken) =>
        entries.Count == 0 ? Task.CompletedTask : database.ListAsync(
            transaction,
            database.InSchema($"""
                INSERT INTO @trigger_history ({Columns})
                SELECT {Columns} FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS h ({Columns})
                ON CONFLICT (event_id, scope, workflow) DO UPDATE SET
                    outcome = excluded.outcome, reason = excluded.reason, run_id = excluded.run_id, due_at = excluded.due_at,
                    detail = excluded.detail
                """),
            [
                Parameters.OfTexts(entries.Select(entry => entry.EventId)),
                Parameters.OfTexts(entries.Select(entry => entry.JobId)),
                Parameters.OfNumbers(entries.Select(entry => (long?)entry.JobAttempt)),
                Parameters.OfTexts(entries.Select(entry => entry.JobType)),
                Parameters.OfTexts(entries.Select(entry => entry.JobStatus.ToName())),
                Parameters.OfTexts(entries.Select(entry => entry.Source?.Name)),
                Parameters.OfTexts(entries.Select(entry => entry.Scope.Name)),
                Parameters.OfTexts(entries.Select(entry => entry.Workflow)),
                Parameters.OfTexts(entries.Select(entry => entry.TriggerType)),
                Parameters.OfTexts(entries.Select(entry => entry.Outcome.ToName())),
                Parameters.OfTexts(entries.Select(entry => entry.Reason)),
                Parameters.OfNumbers(entries.Select(entry => entry.RunId)),
                Parameters.OfNumbers(entries.Select(entry => (long?)entry.Depth)),
                Parameters.OfNumbers(entries.Select(entry => (long?)PostgresTime.ToStored(entry.At))),
                Parameters.OfNumbers(entries.Select(entry => PostgresTime.ToStored(entry.DueAt))),
                Parameters.OfTexts(entries.Select(entry => entry.Detail)),
            ],
            static _ => true,
            cancellationToken);

    /// <summary>Removes what waits for types that are no longer enabled, and notes so.</summary>
    internal static Task CancelPendingAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, TriggerConfiguration row, IReadOnlyList<string> types,
        CancellationToken cancellationToken) =>
        database.ListAsync(
            transaction,
            database.InSchema("""
                WITH gone AS (
                    DELETE FROM @trigger_pending WHERE scope = $3 AND workflow = $4 AND trigger_type = ANY ($5) RETURNING event_id)
                UPDATE @trigger_history h SET outcome = $1, reason = $2 FROM gone
                WHERE h.event_id = gone.event_id AND h.scope = $3 AND h.workflow = $4
                """),
            [
                Parameters.Of(StartOutcome.Cancelled.ToName()), Parameters.Of(StartReasons.Disabled), Parameters.Of(row.Scope.Name),
                Parameters.Of(row.Workflow), Parameters.Of(types),
            ],
            static _ => true,
            cancellationToken);

    internal static async Task<int> CountActiveRunsAsync(
        PostgresDatabase database, NpgsqlTransaction transaction, Scope scope, string workflow, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(
            transaction,
            database.InSchema("""
                SELECT count(*) FROM @workflow_runs r
                WHERE r.status >= 5 AND r.scope = $1 AND r.workflow = $2
                AND EXISTS (SELECT 1 FROM @trigger_history h WHERE h.run_id = r.id)
                """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return (int)counts[0];
    }

    internal static Task<List<TriggerHistoryEntry>> ListAsync(
        PostgresDatabase database, TriggerHistoryQuery query, CancellationToken cancellationToken)
    {
        // Each condition that is not asked for is left out, so that the index that fits is taken.
        var conditions = new List<string>();
        var parameters = new List<NpgsqlParameter>();
        Add("scope =", query.Scope is { } scope ? Parameters.Of(scope.Name) : null);
        Add("workflow =", query.Workflow is { } workflow ? Parameters.Of(workflow) : null);
        Add("event_id =", query.EventId is { } eventId ? Parameters.Of(eventId) : null);
        Add("job_id =", query.JobId is { } jobId ? Parameters.Of(jobId) : null);
        Add("trigger_type =", query.TriggerType is { } type ? Parameters.Of(type) : null);
        Add("outcome =", query.Outcome is { } outcome ? Parameters.Of(outcome.ToName()) : null);
        Add("evaluated_at >=", query.Since is { } since ? Parameters.Of(since) : null);
        Add("id <", query.BeforeId is { } before ? Parameters.Of(before) : null);
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        parameters.Add(Parameters.Of(Math.Max(0, query.Limit)));
        return database.ListAsync(
            database.InSchema($"SELECT id, {Columns} FROM @trigger_history {where} ORDER BY id DESC LIMIT ${parameters.Count}"),
            parameters,
            Read,
            cancellationToken);

        void Add(string condition, NpgsqlParameter? parameter)
        {
            if (parameter is not null)
            {
                parameters.Add(parameter);
                conditions.Add($"{condition} ${parameters.Count}");
            }
        }
    }

    internal static Task<List<TriggerCount>> CountAsync(
        PostgresDatabase database, Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until,
        CancellationToken cancellationToken) =>
        database.ListAsync(
            database.InSchema("""
                SELECT workflow, trigger_type, outcome, reason, count(*), (array_agg(evaluated_at ORDER BY id DESC))[1],
                    (array_agg(job_id ORDER BY id DESC))[1]
                FROM @trigger_history
                WHERE scope = $1 AND ($2::text IS NULL OR workflow = $2) AND ($3::bigint IS NULL OR evaluated_at >= $3)
                AND ($4::bigint IS NULL OR evaluated_at < $4)
                GROUP BY workflow, trigger_type, outcome, reason
                """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow), Parameters.Of(since), Parameters.Of(until)],
            static row => new TriggerCount(
                row.GetString(0), row.GetString(1), Outcome(row.GetString(2)), row.IsDBNull(3) ? null : row.GetString(3),
                (int)row.GetInt64(4), PostgresTime.FromStored(row.GetInt64(5)), row.GetString(6)),
            cancellationToken);

    internal static async Task<int> DeleteBeforeAsync(
        PostgresDatabase database, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var gone = await database.ListAsync(
            database.InSchema("""
                DELETE FROM @trigger_history WHERE id IN (
                    SELECT h.id FROM @trigger_history h
                    WHERE h.evaluated_at < $1 AND h.outcome NOT IN ('delayed', 'deferred')
                    AND NOT EXISTS (SELECT 1 FROM @workflow_runs r WHERE r.id = h.run_id AND r.status >= 5)
                    ORDER BY h.id LIMIT $2)
                RETURNING id
                """),
            [Parameters.Of(before), Parameters.Of(Math.Max(0, limit))],
            static row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return gone.Count;
    }

    private static TriggerHistoryEntry Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        EventId = row.GetString(1),
        JobId = row.GetString(2),
        JobAttempt = (int)row.GetInt64(3),
        JobType = row.GetString(4),
        JobStatus = Status(row.GetString(5)),
        Source = row.IsDBNull(6) ? null : new Scope(row.GetString(6)),
        Scope = new(row.GetString(7)),
        Workflow = row.GetString(8),
        TriggerType = row.GetString(9),
        Outcome = Outcome(row.GetString(10)),
        Reason = row.IsDBNull(11) ? null : row.GetString(11),
        RunId = row.IsDBNull(12) ? null : row.GetInt64(12),
        Depth = (int)row.GetInt64(13),
        At = PostgresTime.FromStored(row.GetInt64(14)),
        DueAt = row.IsDBNull(15) ? null : PostgresTime.FromStored(row.GetInt64(15)),
        Detail = row.IsDBNull(16) ? null : row.GetString(16),
    };

    private static CompletionStatus Status(string name) => CompletionStatusExtensions.TryParse(name, out var status)
        ? status
        : throw new WorkflowStoreException($"The history names the job status '{name}', which this version does not know.");

    private static StartOutcome Outcome(string name) => StartOutcomeExtensions.TryParse(name, out var outcome)
        ? outcome
        : throw new WorkflowStoreException($"The history names the outcome '{name}', which this version does not know.");
}
