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
}
