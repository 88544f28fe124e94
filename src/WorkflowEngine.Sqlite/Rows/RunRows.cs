using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Runs as rows, with what they were started with beside them.</summary>
internal static class RunRows
{
    /// <summary>What <see cref="Read"/> expects: runs as <c>r</c>, plans as <c>p</c>, inputs as <c>i</c>.</summary>
    internal const string Columns = """
        r.id, r.scope, r.number, r.workflow, r.label, p.hash, r.source_file, r.source_sha256, r.source_format, i.event, i.inputs,
        r.status, r.reason_code, r.reason_text, r.cancel_requested, r.cancel_forced, r.rerun_of, r.trigger_depth, r.concurrency_group,
        r.cancel_in_progress, r.created_at, r.started_at, r.stopped_at, r.version, r.last_event
        """;

    internal const string Joins = """
        CROSS JOIN workflow_plans p ON p.id = r.plan_id
        CROSS JOIN workflow_run_inputs i ON i.run_id = r.id
        """;

    /// <summary>Takes the next numbers of a scope and returns the first of them.</summary>
    internal static long TakeNumbers(SqliteConnection connection, Scope scope, int count)
    {
        using var statement = connection.Use("""
            INSERT INTO workflow_scopes (scope, last_number) VALUES (?1, ?2)
            ON CONFLICT (scope) DO UPDATE SET last_number = last_number + ?2
            RETURNING last_number
            """);
        statement.Bind(scope.Name).Bind(count).Read();
        return statement.Int64(0) - count + 1;
    }

    /// <summary>Stores a new run and returns its id.</summary>
    internal static long Insert(SqliteConnection connection, WorkflowRun run, long planId, long? deliveryId, byte[] eventDocument)
    {
        using (var statement = connection.Use("""
            INSERT INTO workflow_runs (
                scope, number, workflow, label, plan_id, delivery_id, source_file, source_sha256, source_format,
                status, reason_code, reason_text, cancel_requested, cancel_forced, rerun_of, trigger_depth, concurrency_group,
                cancel_in_progress, created_at, started_at, stopped_at, version, last_event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """))
        {
            statement.Bind(run.Scope.Name).Bind(run.Number).Bind(run.Workflow).Bind(run.Label).Bind(planId).Bind(deliveryId)
                .Bind(run.Source?.File).Bind(run.Source?.Sha256).Bind((long?)run.Source?.Format)
                .Bind(run.Status).Bind(run.Reason).Bind(run.CancelRequested).Bind(run.CancelForced)
                .Bind(run.RerunOf).Bind(run.TriggerDepth).Bind(run.ConcurrencyGroup)
                .Bind(run.CancelInProgress).Bind(run.CreatedAt).Bind(run.StartedAt).Bind(run.StoppedAt)
                .Bind(run.Version).Bind(run.LastEvent)
                .Run();
        }

        var id = connection.LastInsertedId;
        using var inputs = connection.Use("INSERT INTO workflow_run_inputs (run_id, event, inputs) VALUES (?, ?, ?)");
        inputs.Bind(id).BindUtf8(eventDocument).Bind(run.Inputs?.GetRawText()).Run();
        return id;
    }

    /// <summary>Saves what may change of a run; <c>false</c> when the stored run has another version or is gone.</summary>
    internal static bool TryUpdate(SqliteConnection connection, WorkflowRun run, long expectedVersion)
    {
        using var statement = connection.Use("""
            UPDATE workflow_runs
            SET status = ?, reason_code = ?, reason_text = ?, cancel_requested = ?, cancel_forced = ?, started_at = ?, stopped_at = ?,
                version = ?, last_event = ?
            WHERE id = ? AND version = ?
            """);
        return statement.Bind(run.Status).Bind(run.Reason).Bind(run.CancelRequested).Bind(run.CancelForced)
            .Bind(run.StartedAt).Bind(run.StoppedAt).Bind(run.Version).Bind(run.LastEvent)
            .Bind(run.Id).Bind(expectedVersion)
            .Run() == 1;
    }

    internal static WorkflowRun? Find(SqliteConnection connection, long id)
    {
        using var statement = connection.Use($"SELECT {Columns} FROM workflow_runs r {Joins} WHERE r.id = ?");
        return statement.Bind(id).Read() ? Read(statement) : null;
    }

    internal static WorkflowRun Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        Scope = new(row.Text(1)),
        Number = row.Int64(2),
        Workflow = row.Text(3),
        Label = row.Text(4),
        PlanHash = row.Text(5),
        Source = row.IsNull(6) ? null : new(row.Text(6), row.Text(7), (WorkflowFormat)row.Int32(8)),
        Event = EventDocument.Read(row.Utf8(9)),
        Inputs = row.IsNull(10) ? null : JsonElement.Parse(row.Utf8(10)),
        Status = row.Status(11),
        Reason = row.Reason(12),
        CancelRequested = row.Boolean(14),
        CancelForced = row.Boolean(15),
        RerunOf = row.NullableInt64(16),
        TriggerDepth = row.Int32(17),
        ConcurrencyGroup = row.NullableText(18),
        CancelInProgress = row.Boolean(19),
        CreatedAt = row.Time(20),
        StartedAt = row.NullableTime(21),
        StoppedAt = row.NullableTime(22),
        Version = row.Int64(23),
        LastEvent = row.Int64(24),
    };
}
