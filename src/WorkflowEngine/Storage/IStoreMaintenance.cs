namespace WorkflowEngine.Storage;

/// <summary>What an operator asks of a store.</summary>
public interface IStoreMaintenance
{
    /// <summary>
    /// Looks for rows that contradict each other or that no operation could have left behind, and changes nothing. All rules of
    /// <see cref="StoreRules"/> see one moment, so that an engine at work does no harm to the answer. The cost follows the size of the
    /// whole store. A rule whose rows cannot be read has that as its finding.
    /// </summary>
    /// <param name="limit">How many findings of each rule at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The findings in the order of the rules, those of a rule by run and job; empty when all is well.</returns>
    Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Tells how much the store holds and how far behind its readers are. Changes nothing.</summary>
    Task<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The scripts that <see cref="IWorkflowStore.InitializeAsync"/> would run now, in order; empty when the schema is that of this version.
    /// Changes nothing, and makes no file.
    /// </summary>
    /// <exception cref="WorkflowStoreException">The schema cannot be used by this version.</exception>
    Task<IReadOnlyList<SchemaScript>> ListPendingScriptsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes runs that a retention does not keep, earliest stop first, at most <paramref name="limit"/>, with all that belongs to them as
    /// <see cref="IRunStore.DeleteBeforeAsync"/> does, and returns how many. Any number of processes may do it at the same time: a run is
    /// deleted once, and a caller that comes while another one deletes may get 0 for that. Runs that have not ended are never touched.
    /// </summary>
    Task<int> DeleteAsync(RunRetention retention, int limit, CancellationToken cancellationToken = default);
}
