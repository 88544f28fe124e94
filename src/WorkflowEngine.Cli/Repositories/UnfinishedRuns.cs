using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Repositories;

/// <summary>Asks a store for runs that have not ended.</summary>
internal static class UnfinishedRuns
{
    public static readonly IReadOnlyList<WorkflowStatus> Statuses = [WorkflowStatus.Waiting, WorkflowStatus.Running, WorkflowStatus.Blocked];

    public static async Task<bool> ExistAsync(IWorkflowStore store, Scope? scope, CancellationToken cancellationToken)
    {
        var query = new RunQuery { Scope = scope, Statuses = Statuses, Limit = 1 };
        var found = await store.Runs.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return found.Count > 0;
    }
}
