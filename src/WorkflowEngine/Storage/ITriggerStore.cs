using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>Keeps what workflows say about job completions, what waits for its time, and what became of each event.</summary>
public interface ITriggerStore
{
    /// <summary>
    /// The configurations of workflows that jobs of a scope may start: all of the scope itself and, of other scopes, those with
    /// <see cref="TriggerConfiguration.CrossesScopes"/>; ordered by scope and workflow. With null only the latter.
    /// </summary>
    Task<IReadOnlyList<TriggerConfiguration>> ListAsync(Scope? source, CancellationToken cancellationToken = default);

    /// <summary>Reads the configuration of one workflow, its timers and its counts, as one consistent moment.</summary>
    Task<TriggerState> GetStateAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves configurations, all or none, and cancels what waits for types that are no longer enabled: those rows are removed and their
    /// history says <c>cancelled</c>. The loser of a race gets <c>false</c> and has changed nothing: a stored version was not the expected one.
    /// </summary>
    Task<bool> TrySaveAsync(IReadOnlyList<TriggerConfigurationChange> changes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores in one step what an event, or a row that was due, made of workflows: the event's key, runs, history, usage and rows that
    /// wait. <see cref="TriggerCommitStatus.Repeated"/> when the key was known; <see cref="TriggerCommitStatus.Conflict"/> when a guard or
    /// a waiting row was not as expected, or a workflow is gone. In both cases nothing was stored. Of callers with the same key, or who
    /// take the same row, exactly one commits.
    /// </summary>
    Task<TriggerCommitResult> TryCommitAsync(TriggerCommit commit, CancellationToken cancellationToken = default);

    /// <summary>Lists what waits and is due at an instant, earliest first, then by id. Changes nothing.</summary>
    Task<IReadOnlyList<PendingTrigger>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads history, newest first.</summary>
    Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(TriggerHistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts the history of a scope by workflow, type, outcome and reason.</summary>
    /// <param name="scope">The scope of the workflows.</param>
    /// <param name="workflow">Only this workflow; null for all.</param>
    /// <param name="since">Counts entries from then on; null from the first one on.</param>
    /// <param name="until">Counts entries before then; null up to the last one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<TriggerCount>> CountHistoryAsync(
        Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes history before an instant, oldest first, at most <paramref name="limit"/> entries, and returns how many. Entries that still
    /// wait, and those of runs that have not ended, stay.
    /// </summary>
    Task<int> DeleteHistoryBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
