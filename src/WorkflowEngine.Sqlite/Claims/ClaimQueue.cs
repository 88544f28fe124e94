using System.Text.Json.Nodes;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Claims;

/// <summary>The queue of the tasks with one set of labels, in the order of claiming.</summary>
internal static class ClaimQueue
{
    /// <summary>
    /// Adds the first tasks that may run. Those that a concurrency group does not let run are marked on the way, and are not met again
    /// before a member of the group ends.
    /// </summary>
    internal static void Read(SqliteConnection connection, string labels, ClaimRequest request, List<ClaimCandidate> candidates)
    {
        var now = SqliteTime.ToStored(request.Now);
        List<(TaskKey Task, long Queue)>? passedOver = null;
        using (var row = connection.Use("""
            SELECT t.run_id, t.job, t.attempt, t.priority, p.hash, r.version, t.concurrency_group, r.concurrency_group, r.scope,
                t.not_before
            FROM workflow_tasks t INDEXED BY workflow_tasks_ready
            CROSS JOIN workflow_runs r ON r.id = t.run_id
            CROSS JOIN workflow_plans p ON p.id = r.plan_id
            WHERE t.status = 5 AND t.queue = 0 AND t.labels = ?1 AND (?2 IS NULL OR r.scope IN (SELECT value FROM json_each(?2)))
            ORDER BY t.priority DESC, t.run_id, t.job, t.attempt
            """))
        {
            row.Bind(labels).Bind(Scopes(request));
            for (var found = 0; found < request.Limit && row.Read();)
            {
                var task = TaskRows.Key(row);
                if (!row.IsNull(9) && row.Int64(9) > now)
                {
                    // It came due by the clock of another worker that is ahead of this one.
                    (passedOver ??= []).Add((task, TaskQueue.Delayed));
                    continue;
                }

                if ((!row.IsNull(6) && !IsNextOfGroup(connection, row.Text(6), task))
                    || (!row.IsNull(7) && HasOlderActiveRun(connection, row.Text(8), row.Text(7), task.RunId)))
                {
                    (passedOver ??= []).Add((task, TaskQueue.Held));
                    continue;
                }

                candidates.Add(new(task, row.Int32(3), row.Text(4), row.Int64(5)));
                found++;
            }
        }

        if (passedOver is not null)
        {
            Move(connection, passedOver);
        }
    }

    private static string? Scopes(ClaimRequest request)
    {
        if (request.Scopes.Count == 0)
        {
            return null;
        }

        var names = new JsonArray();
        foreach (var scope in request.Scopes)
        {
            names.Add((JsonNode)scope.Name);
        }

        return names.ToJsonString();
    }

    /// <summary>Whether no task of the group is running and none that waits is older.</summary>
    private static bool IsNextOfGroup(SqliteConnection connection, string group, TaskKey task)
    {
        using var statement = connection.Use("""
            SELECT run_id, job, attempt FROM workflow_tasks INDEXED BY workflow_tasks_group
            WHERE concurrency_group = ? AND status IN (5, 6)
            ORDER BY status DESC, run_id, job, attempt LIMIT 1
            """);
        return statement.Bind(group).Read() && TaskRows.Key(statement) == task;
    }

    private static bool HasOlderActiveRun(SqliteConnection connection, string scope, string group, long runId)
    {
        using var statement = connection.Use("""
            SELECT 1 FROM workflow_runs WHERE scope = ? AND concurrency_group = ? AND status >= 5 AND id < ? LIMIT 1
            """);
        return statement.Bind(scope).Bind(group).Bind(runId).Read();
    }

    private static void Move(SqliteConnection connection, List<(TaskKey Task, long Queue)> tasks)
    {
        using var statement = connection.Use("UPDATE workflow_tasks SET queue = ? WHERE run_id = ? AND job = ? AND attempt = ?");
        foreach (var (task, queue) in tasks)
        {
            TaskRows.Bind(statement.Bind(queue), task).Run();
        }
    }
}
