using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Claims;

/// <summary>Gives a worker the first tasks of the queue that it may take.</summary>
/// <remarks>
/// The queue is one index per set of labels, in the order of claiming, over nothing but tasks that can be taken now: a delayed task
/// enters it when its time has come, and a task that its concurrency group does not let run leaves it until a member of the group ends.
/// So a claim costs what it takes, whatever else waits and however long the history is.
/// </remarks>
internal static class TaskClaim
{
    /// <summary>Whether a claim may find something. Read without the writer, so that workers with nothing to do write nothing.</summary>
    internal static bool IsWorthwhile(SqliteConnection connection, ClaimRequest request)
    {
        using (var due = connection.Use("SELECT 1 FROM workflow_tasks WHERE status = 5 AND queue = 1 AND not_before <= ? LIMIT 1"))
        {
            if (due.Bind(request.Now).Read())
            {
                return true;
            }
        }

        return ListLabelSets(connection, request.Labels).Count > 0;
    }

    internal static IReadOnlyList<ClaimedTask> Run(SqliteConnection connection, ClaimRequest request)
    {
        QueueDue(connection, request.Now);
        var candidates = new List<ClaimCandidate>();
        var labelSets = ListLabelSets(connection, request.Labels);
        foreach (var labels in labelSets)
        {
            ClaimQueue.Read(connection, labels, request, candidates);
        }

        if (labelSets.Count > 1)
        {
            candidates.Sort();
        }

        var claimed = new ClaimedTask[Math.Min(candidates.Count, request.Limit)];
        for (var i = 0; i < claimed.Length; i++)
        {
            claimed[i] = Take(connection, candidates[i], request);
        }

        return claimed;
    }

    private static void QueueDue(SqliteConnection connection, DateTimeOffset now)
    {
        using var statement = connection.Use("""
            UPDATE workflow_tasks SET queue = 0 WHERE status = 5 AND queue = 1 AND not_before <= ?
            """);
        statement.Bind(now).Run();
    }

    /// <summary>The sets of labels in the queue that the worker has, found by leaping from one set to the next.</summary>
    private static List<string> ListLabelSets(SqliteConnection connection, IReadOnlyList<string> labels)
    {
        var sets = new List<string>();
        using (var statement = connection.Use("""
            SELECT 1 FROM workflow_tasks WHERE status = 5 AND queue = 0 AND labels = '' LIMIT 1
            """))
        {
            if (statement.Read())
            {
                sets.Add(string.Empty);
            }
        }

        var owned = new HashSet<string>(labels, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var last = string.Empty;
        while (NextLabelSet(connection, last) is { } next)
        {
            if (LabelSet.Has(owned, next))
            {
                sets.Add(next);
            }

            last = next;
        }

        return sets;
    }

    private static string? NextLabelSet(SqliteConnection connection, string last)
    {
        using var statement = connection.Use("""
            SELECT labels FROM workflow_tasks WHERE status = 5 AND queue = 0 AND labels > ? ORDER BY labels LIMIT 1
            """);
        return statement.Bind(last).Read() ? statement.Text(0) : null;
    }

    private static ClaimedTask Take(SqliteConnection connection, ClaimCandidate candidate, ClaimRequest request)
    {
        var lease = new JobLease(candidate.Task, request.Worker, Random.Shared.NextInt64(1, long.MaxValue));
        using var statement = connection.Use("""
            UPDATE workflow_tasks SET status = 6, worker = ?, token = ?, expires_at = ? WHERE run_id = ? AND job = ? AND attempt = ?
            """);
        TaskRows.Bind(statement.Bind(lease.Worker).Bind(lease.Token).Bind(request.ExpiresAt), lease.Task).Run();
        return new(lease, candidate.PlanHash, candidate.RunVersion);
    }
}
