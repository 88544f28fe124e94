namespace WorkflowEngine.Storage;

/// <summary>Keeps definitions, schedules, triggers, runs and logs. One object, six roles; the roles of one store share their data.</summary>
/// <remarks>
/// Every operation is one atomic step: it happens wholly or not at all, and what it reported done survives a crash of the process
/// where the store is durable. Values that go in and come out are never shared with the store. Members are safe for use by many callers.
/// A broken store throws <see cref="WorkflowStoreException"/>; a lost race is a <c>false</c>.
/// </remarks>
public interface IWorkflowStore
{
    /// <summary>The definitions.</summary>
    IWorkflowCatalog Catalog { get; }

    /// <summary>The runs, their jobs, tasks, steps and events.</summary>
    IRunStore Runs { get; }

    /// <summary>What is next of each schedule.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>What the steps wrote.</summary>
    ILogStore Logs { get; }

    /// <summary>What operators ask.</summary>
    IStoreMaintenance Maintenance { get; }

    /// <summary>What starts workflows when jobs end.</summary>
    ITriggerStore Triggers { get; }

    /// <summary>
    /// Creates or upgrades the schema. Idempotent; callers that come at the same time wait for each other.
    /// Called once before any other member.
    /// </summary>
    /// <exception cref="WorkflowStoreException">The store cannot be reached or written, or was made by a newer version.</exception>
    Task InitializeAsync(CancellationToken cancellationToken = default);
}
