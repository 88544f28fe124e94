using System.Globalization;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Says of each job that does not move what it waits for.</summary>
internal static class WaitText
{
    /// <summary>One sentence for each job, by index; null for those that wait for nothing.</summary>
    public static async Task<string?[]> OfAsync(IWorkflowClient client, RunDetails details, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var texts = new string?[details.Jobs.Count];
        if (details.Run.Status.IsTerminal())
        {
            return texts;
        }

        var graph = JobGraph.Build(details.Plan.Jobs);
        var older = await OlderOfGroupAsync(client, details.Run, cancellationToken).ConfigureAwait(false);
        foreach (var job in details.Jobs)
        {
            texts[job.Index] = job.Status switch
            {
                WorkflowStatus.Blocked => WaitReason.Of(graph, details.Jobs, job.Index)?.ToString() ?? "waiting for its needs",
                WorkflowStatus.Waiting => Ready(details, job, older, now),
                _ => null,
            };
        }

        return texts;
    }

    private static string Ready(RunDetails details, JobRun job, WorkflowRun? older, DateTimeOffset now)
    {
        if (job.NotBefore is { } notBefore && notBefore > now)
        {
            return string.Create(CultureInfo.InvariantCulture, $"attempt {job.Attempt} starts at {notBefore.ToLocalTime():HH:mm:ss}");
        }

        if (older is not null)
        {
            return $"waiting for {older.Title} (run {older.Id}) of the concurrency group \"{details.Run.ConcurrencyGroup}\"";
        }

        var definition = details.Plan.Jobs[job.Index].Definition;
        return definition.Concurrency is { } group ? $"ready; waiting for a worker, or for the concurrency group \"{group.Group}\""
            : definition.RunsOn.Count > 0 ? $"ready; no worker with {string.Join(", ", definition.RunsOn)} has taken it yet"
            : "ready; no worker has taken it yet";
    }

    private static async Task<WorkflowRun?> OlderOfGroupAsync(IWorkflowClient client, WorkflowRun run, CancellationToken cancellationToken)
    {
        if (run.ConcurrencyGroup is null)
        {
            return null;
        }

        var query = new RunQuery
        {
            Scope = run.Scope,
            ConcurrencyGroup = run.ConcurrencyGroup,
            Statuses = [WorkflowStatus.Waiting, WorkflowStatus.Running],
            BeforeId = run.Id,
            Limit = 1,
        };
        var found = await client.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : null;
    }
}
