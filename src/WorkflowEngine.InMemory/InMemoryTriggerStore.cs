using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.InMemory.Triggers;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>Triggers under the locks of the definitions and the runs, for all of them are read or change together.</summary>
internal sealed class InMemoryTriggerStore(RunTable runs, InMemoryWorkflowCatalog catalog, WorkSignal signal) : ITriggerStore
{
    private readonly TriggerTable _table = new(runs, catalog);

    public Task<IReadOnlyList<TriggerConfiguration>> ListAsync(Scope? source, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<TriggerConfiguration>>(() => _table.List(source), cancellationToken);

    public Task<TriggerState> GetStateAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return Locked(() => _table.State(scope, workflow), cancellationToken);
    }

    public Task<bool> TrySaveAsync(IReadOnlyList<TriggerConfigurationChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Locked(() => _table.TrySave(changes), cancellationToken);
    }

    public Task<TriggerCommitResult> TryCommitAsync(TriggerCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var result = Locked(() => _table.TryCommit(commit), cancellationToken);
        signal.Raise();
        return result;
    }

    public Task<IReadOnlyList<PendingTrigger>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<PendingTrigger>>(() => _table.ListDue(now, limit), cancellationToken);

    public Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(TriggerHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locked<IReadOnlyList<TriggerHistoryEntry>>(() => _table.History.List(query), cancellationToken);
    }

    public Task<IReadOnlyList<TriggerCount>> CountHistoryAsync(
        Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<TriggerCount>>(() => _table.History.Count(scope, workflow, since, until), cancellationToken);

    public Task<int> DeleteHistoryBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        Locked(() => _table.DeleteHistory(before, limit), cancellationToken);

    private Task<T> Locked<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        return Task.FromResult(catalog.WithRuns(operation));
    }
}
