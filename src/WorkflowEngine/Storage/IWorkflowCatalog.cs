using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>Keeps the definitions of each scope.</summary>
public interface IWorkflowCatalog
{
    /// <summary>
    /// Replaces all definitions of a scope that came from one origin, in one step: new ones are added, changed ones replaced, missing
    /// ones removed. Readers see the old set or the new one, never a mixture. Of two callers at the same time the later one wins whole.
    /// Schedules of the definitions begin, go on and end with them, in the same step (<see cref="IScheduleStore"/>).
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

    /// <summary>
    /// Saves one definition of an origin and leaves the others alone, in one step. Of two callers that create the same ref, one creates
    /// it and the other finds it.
    /// </summary>
    /// <param name="definition">The definition, valid or not.</param>
    /// <param name="origin">The place it came from.</param>
    /// <param name="updateExisting">Whether other content of the same ref and origin is replaced.</param>
    /// <param name="cancellationToken">Gives up before the change, never in its middle.</param>
    Task<RegistrationOutcome> RegisterAsync(
        WorkflowDefinition definition, string origin, bool updateExisting = true, CancellationToken cancellationToken = default);

    /// <summary>Removes the definitions of a ref, of all origins; false when there is none. Its revisions stay.</summary>
    Task<bool> RemoveAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);

    /// <summary>Says whether a workflow may be started; kept apart from its content. False when there is none of that ref.</summary>
    Task<bool> SetEnabledAsync(Scope scope, string workflow, bool enabled, CancellationToken cancellationToken = default);

    /// <summary>The scopes that have definitions of an origin, in no order.</summary>
    Task<IReadOnlyList<Scope>> ListScopesAsync(string origin, CancellationToken cancellationToken = default);

    /// <summary>The refs of a scope that must not be started, in no order.</summary>
    Task<IReadOnlyList<string>> ListDisabledAsync(Scope scope, CancellationToken cancellationToken = default);

    /// <summary>The workflows that match, in the order of the UTF-8 bytes of scope and ref; of several origins the one that is read.</summary>
    Task<CatalogPage> SearchAsync(CatalogQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// The contents a ref has had, newest first; the last 100 are kept, also after the ref is gone. Saving the same content again makes
    /// no new one, whoever saves it.
    /// </summary>
    Task<IReadOnlyList<DefinitionRevision>> ListRevisionsAsync(Scope scope, string workflow, CancellationToken cancellationToken = default);

    /// <summary>A content that a ref has or had; null when there is none of that number.</summary>
    Task<WorkflowDefinition?> FindRevisionAsync(Scope scope, string workflow, int number, CancellationToken cancellationToken = default);
}
