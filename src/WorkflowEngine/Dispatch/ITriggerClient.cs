using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>What host applications say and ask about workflows that jobs start when they end.</summary>
public interface ITriggerClient
{
    /// <summary>The configurations of a workflow, one per blueprint; null when the scope has no such workflow.</summary>
    Task<WorkflowTriggers?> GetAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the configurations of one workflow: all of it or nothing. The last writer wins; what waits for a type that is switched off
    /// is cancelled in the same step.
    /// </summary>
    Task<TriggerUpdateResult> UpdateAsync(Scope scope, TriggerUpdate update, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the configurations of up to 500 workflows of a scope. One that is named twice makes all of them invalid.
    /// </summary>
    /// <param name="scope">The scope of all of them.</param>
    /// <param name="updates">The changes.</param>
    /// <param name="atomic">Whether one that cannot be made keeps the others from being made. Default: true.</param>
    /// <param name="cancellationToken">Gives up; changes that are not atomic may have been made in part.</param>
    /// <returns>One result per change, in order. Of an atomic call that failed, those without an error were not made either.</returns>
    Task<IReadOnlyList<TriggerUpdateResult>> UpdateManyAsync(
        Scope scope, IReadOnlyList<TriggerUpdate> updates, bool atomic = true, CancellationToken cancellationToken = default);

    /// <summary>Lets the limits of a workflow count from zero. False when the scope has no such workflow.</summary>
    Task<bool> ResetLimitsAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over the first older form of storage: each enabled row switches its type on for its workflows, which must be of the row's
    /// scope. Nothing is switched off, so that it may be repeated.
    /// </summary>
    /// <returns>The workflows that were named and are not there.</returns>
    Task<IReadOnlyList<string>> ImportRowsAsync(IReadOnlyList<LegacyTriggerRow> rows, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes over the second older form: the list of types in a workflow's document switches them on. It may be repeated.
    /// </summary>
    /// <returns>What was named and is no type; null when the scope has no such workflow.</returns>
    Task<IReadOnlyList<string>?> ImportDocumentAsync(
        Scope scope, string workflow, JsonElement document, CancellationToken cancellationToken = default);

    /// <summary>Reads what became of events, newest first; at most 500 entries.</summary>
    Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(TriggerHistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts what became of events: one row per blueprint, zeros included.</summary>
    /// <param name="scope">The scope of the workflows.</param>
    /// <param name="workflow">Only this workflow; null for all of the scope together.</param>
    /// <param name="since">From then on; null from the first entry on.</param>
    /// <param name="until">Before then; null up to now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<TriggerStatistics>> GetStatisticsAsync(
        Scope scope, string? workflow = null, DateTimeOffset? since = null, DateTimeOffset? until = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Says what a completion would start and why, by the same rules as a real one, and writes nothing. A completion that was published
    /// before is evaluated all the same.
    /// </summary>
    /// <param name="completion">The completion.</param>
    /// <param name="workflows">Only these workflows of the completion's scope; null for all that have any type switched on or off.</param>
    /// <param name="configs">Configurations to use instead of the stored ones, as an update has them; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<TriggerDryRun> DryRunAsync(
        JobCompletion completion, IReadOnlyList<string>? workflows = null, JsonElement? configs = null,
        CancellationToken cancellationToken = default);
}
