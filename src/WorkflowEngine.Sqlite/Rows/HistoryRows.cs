using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>What became of each event, as rows.</summary>
internal static class HistoryRows
{
    private const string Columns = """
        id, event_id, job_id, job_attempt, job_type, job_status, source_scope, scope, workflow, trigger_type, outcome, reason, run_id,
        depth, evaluated_at, due_at, detail
        """;

    internal static void Save(SqliteConnection connection, TriggerHistoryEntry entry)
    {
        using var statement = connection.Use($"""
            INSERT INTO trigger_history ({Columns}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (event_id, scope, workflow) DO UPDATE SET
                outcome = excluded.outcome, reason = excluded.reason, run_id = excluded.run_id, due_at = excluded.due_at,
                detail = excluded.detail
            """);
        statement.Bind(entry.EventId).Bind(entry.JobId).Bind(entry.JobAttempt).Bind(entry.JobType).Bind(entry.JobStatus.ToName())
            .Bind(entry.Source?.Name).Bind(entry.Scope.Name).Bind(entry.Workflow).Bind(entry.TriggerType).Bind(entry.Outcome.ToName())
            .Bind(entry.Reason).Bind(entry.RunId).Bind(entry.Depth).Bind(entry.At).Bind(entry.DueAt).Bind(entry.Detail).Run();
    }

    /// <summary>Notes of what waits for a type that it will not be started.</summary>
    internal static void CancelPending(SqliteConnection connection, Scope scope, string workflow, string type)
    {
        using var statement = connection.Use("""
            UPDATE trigger_history SET outcome = ?1, reason = ?2
            WHERE scope = ?3 AND workflow = ?4 AND event_id IN (
                SELECT event_id FROM trigger_pending WHERE scope = ?3 AND workflow = ?4 AND trigger_type = ?5)
            """);
        statement.Bind(StartOutcome.Cancelled.ToName()).Bind(StartReasons.Disabled).Bind(scope.Name).Bind(workflow).Bind(type).Run();
    }

    internal static int CountActiveRuns(SqliteConnection connection, Scope scope, string workflow)
    {
        using var statement = connection.Use("""
            SELECT count(*) FROM workflow_runs r
            WHERE r.status >= 5 AND r.scope = ? AND r.workflow = ? AND EXISTS (SELECT 1 FROM trigger_history h WHERE h.run_id = r.id)
            """);
        return statement.Bind(scope.Name).Bind(workflow).Read() ? statement.Int32(0) : 0;
    }

    internal static IReadOnlyList<TriggerHistoryEntry> List(SqliteConnection connection, TriggerHistoryQuery query)
    {
        // Each condition that is not asked for is left out, so that the index that fits is taken.
        var conditions = new List<string>();
        Add(query.Scope, "scope = ?");
        Add(query.Workflow, "workflow = ?");
        Add(query.EventId, "event_id = ?");
        Add(query.JobId, "job_id = ?");
        Add(query.TriggerType, "trigger_type = ?");
        Add(query.Outcome, "outcome = ?");
        Add(query.Since, "evaluated_at >= ?");
        Add(query.BeforeId, "id < ?");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        using var statement = connection.Use($"SELECT {Columns} FROM trigger_history {where} ORDER BY id DESC LIMIT ?");
        BindIf(statement, query.Scope?.Name);
        BindIf(statement, query.Workflow);
        BindIf(statement, query.EventId);
        BindIf(statement, query.JobId);
        BindIf(statement, query.TriggerType);
        BindIf(statement, query.Outcome?.ToName());
        _ = query.Since is { } since ? statement.Bind(since) : statement;
        _ = query.BeforeId is { } before ? statement.Bind(before) : statement;
        statement.Bind(Math.Max(0, query.Limit));
        var entries = new List<TriggerHistoryEntry>();
        while (statement.Read())
        {
            entries.Add(Read(statement));
        }

        return entries;

        void Add(object? value, string condition)
        {
            if (value is not null)
            {
                conditions.Add(condition);
            }
        }
    }

    internal static IReadOnlyList<TriggerCount> Count(
        SqliteConnection connection, Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until)
    {
        // The columns that are not grouped are those of the row with the greatest id: SQLite defines it so beside a max().
        using var statement = connection.Use("""
            SELECT workflow, trigger_type, outcome, reason, count(*), evaluated_at, job_id, max(id) FROM trigger_history
            WHERE scope = ?1 AND (?2 IS NULL OR workflow = ?2) AND (?3 IS NULL OR evaluated_at >= ?3) AND (?4 IS NULL OR evaluated_at < ?4)
            GROUP BY workflow, trigger_type, outcome, reason
            """);
        statement.Bind(scope.Name).Bind(workflow).Bind(since).Bind(until);
        var counts = new List<TriggerCount>();
        while (statement.Read())
        {
            counts.Add(new(
                statement.Text(0), statement.Text(1), Outcome(statement.Text(2)), statement.NullableText(3), statement.Int32(4),
                statement.Time(5), statement.Text(6)));
        }

        return counts;
    }

    internal static int DeleteBefore(SqliteConnection connection, DateTimeOffset before, int limit)
    {
        using var statement = connection.Use("""
            DELETE FROM trigger_history WHERE id IN (
                SELECT h.id FROM trigger_history h
                WHERE h.evaluated_at < ? AND h.outcome NOT IN ('delayed', 'deferred')
                AND NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.id = h.run_id AND r.status >= 5)
                ORDER BY h.id LIMIT ?)
            """);
        return statement.Bind(before).Bind(Math.Max(0, limit)).Run();
    }

    private static void BindIf(SqliteStatement statement, string? value)
    {
        if (value is not null)
        {
            statement.Bind(value);
        }
    }

    private static TriggerHistoryEntry Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        EventId = row.Text(1),
        JobId = row.Text(2),
        JobAttempt = row.Int32(3),
        JobType = row.Text(4),
        JobStatus = Status(row.Text(5)),
        Source = row.NullableText(6) is { } source ? new Scope(source) : null,
        Scope = new(row.Text(7)),
        Workflow = row.Text(8),
        TriggerType = row.Text(9),
        Outcome = Outcome(row.Text(10)),
        Reason = row.NullableText(11),
        RunId = row.NullableInt64(12),
        Depth = row.Int32(13),
        At = row.Time(14),
        DueAt = row.NullableTime(15),
        Detail = row.NullableText(16),
    };

    private static CompletionStatus Status(string name) => CompletionStatusExtensions.TryParse(name, out var status)
        ? status
        : throw new WorkflowStoreException($"The history names the job status '{name}', which this version does not know.");

    private static StartOutcome Outcome(string name) => StartOutcomeExtensions.TryParse(name, out var outcome)
        ? outcome
        : throw new WorkflowStoreException($"The history names the outcome '{name}', which this version does not know.");
}
