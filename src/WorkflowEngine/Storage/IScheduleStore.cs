using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>
/// Keeps what is next of each schedule. Which schedules there are follows from the definitions: <see cref="IWorkflowCatalog.SaveAsync"/>
/// adds those that are new and removes those that are gone, in the same step; one that stays keeps its place in time.
/// </summary>
public interface IScheduleStore
{
    /// <summary>Lists schedules that have a next occurrence, by when it is to be fired, earliest first.</summary>
    /// <param name="scopes">The only scopes to look at; empty means all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<StoredSchedule>> ListAsync(IReadOnlyList<Scope> scopes, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes steps of schedules, each together with the runs it starts, all in one transaction. Of two callers that make the same step
    /// one wins; for the other the answer is null and nothing of its step is stored. A delivery that was known makes the step without
    /// new runs. The steps do not depend on each other, but when the store fails none is made.
    /// </summary>
    /// <returns>One answer for each step, in order; null where the schedule is gone or no longer where the step begins.</returns>
    Task<IReadOnlyList<RunCreationResult?>> FireAsync(IReadOnlyList<ScheduleFiring> firings, CancellationToken cancellationToken = default);
}
