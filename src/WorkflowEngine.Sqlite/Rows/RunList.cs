using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Lists runs for a query, newest first.</summary>
internal static class RunList
{
    private const int WithScope = 1;
    private const int WithWorkflow = 2;
    private const int WithGroup = 4;
    private const int OnlyActive = 8;

    // One text for each combination: a condition that may be absent inside one text would keep SQLite from using an index.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 16).Select(Text)];

    internal static IReadOnlyList<WorkflowRun> Read(SqliteConnection connection, RunQuery query)
    {
        var statuses = Mask(query.Statuses);
        var parts = (query.Scope is null ? 0 : WithScope) | (query.Workflow is null ? 0 : WithWorkflow)
            | (query.ConcurrencyGroup is null ? 0 : WithGroup) | (statuses < 1 << (int)WorkflowStatus.Waiting ? 0 : OnlyActiveIn(statuses));
        using var statement = connection.Use(Texts[parts]);
        statement.Bind(query.BeforeId ?? long.MaxValue).Bind(statuses).Bind(Math.Max(0, query.Limit))
            .Bind(query.Scope?.Name).Bind(query.Workflow).Bind(query.ConcurrencyGroup);
        var runs = new List<WorkflowRun>();
        while (statement.Read())
        {
            runs.Add(RunRows.Read(statement));
        }

        return runs;
    }

    /// <summary>Lists runs that a newer one of their group has to get cancelled, and has not.</summary>
    internal static IReadOnlyList<SupersededRun> ReadSuperseded(SqliteConnection connection, int limit)
    {
        using var statement = connection.Use("""
            SELECT r.id, n.id
            FROM (
                SELECT scope, concurrency_group, MAX(id) AS id FROM workflow_runs
                WHERE cancel_in_progress = 1 AND concurrency_group IS NOT NULL AND status >= 5
                GROUP BY scope, concurrency_group) n
            CROSS JOIN workflow_runs r ON r.scope = n.scope AND r.concurrency_group = n.concurrency_group AND r.id < n.id
            WHERE r.concurrency_group IS NOT NULL AND r.status >= 5 AND r.cancel_requested = 0
            ORDER BY r.id LIMIT ?
            """);
        statement.Bind(Math.Max(0, limit));
        var runs = new List<SupersededRun>();
        while (statement.Read())
        {
            runs.Add(new(statement.Int64(0), statement.Int64(1)));
        }

        return runs;
    }

    private static int Mask(IReadOnlyList<WorkflowStatus> statuses)
    {
        if (statuses.Count == 0)
        {
            return int.MaxValue;
        }

        var mask = 0;
        foreach (var status in statuses)
        {
            mask |= 1 << (int)status;
        }

        return mask;
    }

    private static int OnlyActiveIn(int statuses) => (statuses & ((1 << (int)WorkflowStatus.Waiting) - 1)) == 0 ? OnlyActive : 0;

    private static string Text(int parts)
    {
        // Without statistics SQLite would walk all runs of the scope to find the few that are active.
        var index = (parts & OnlyActive) != 0 && (parts & (WithScope | WithGroup)) != (WithScope | WithGroup)
            ? "INDEXED BY workflow_runs_active"
            : string.Empty;
        return $"""
            SELECT {RunRows.Columns} FROM workflow_runs r {index} {RunRows.Joins}
            WHERE r.id < ?1 AND (1 << r.status) & ?2
            AND {((parts & WithScope) != 0 ? "r.scope = ?4" : "?4 IS NULL")}
            AND {((parts & WithWorkflow) != 0 ? "r.workflow = ?5" : "?5 IS NULL")}
            AND {((parts & WithGroup) != 0 ? "r.concurrency_group = ?6" : "?6 IS NULL")}
            {((parts & OnlyActive) != 0 ? "AND r.status >= 5" : string.Empty)}
            ORDER BY r.id DESC LIMIT ?3
            """;
    }
}
