using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>Keeps the definitions of each scope.</summary>
public interface IWorkflowCatalog
{
    /// <summary>
    /// Replaces all definitions of a scope that came from one origin, in one step: new ones are added, changed ones replaced, missing
    /// ones removed. Readers see the old set or the new one, never a mixture. Of two callers at the same time the later one wins whole.
    /// Where two origins have the same ref, readers see the definition of the origin that comes first in ordinal order.
    /// </summary>
    /// <param name="scope">The scope that all definitions have.</param>
    /// <param name="origin">The place they came from, such as a folder's name; sets of different origins do not touch each other.</param>
    /// <param name="definitions">The definitions, valid or not; refs are unique.</param>
    /// <param name="cancellationToken">Gives up before the change, never in its middle.</param>
    /// <returns>How many of the origin were added, changed and removed; the same content again is no change.</returns>
    /// <exception cref="ArgumentException">A definition has another scope, or two have the same ref.</exception>
    Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default);

    /// <summary>The definitions of a scope, valid or not, in ordinal order of their refs.</summary>
    Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default);

    /// <summary>The definition with a ref; null when the scope has none.</summary>
    Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);
}
