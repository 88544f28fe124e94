using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>
/// Keeps definitions, runs and logs in the memory of the process: for tests and throw-away runs, and the model that other stores are
/// compared with. Everything is lost with the object; what has ended stays until it is deleted.
/// </summary>
public sealed class InMemoryWorkflowStore : IWorkflowStore
{
    /// <summary>Makes an empty store.</summary>
    /// <param name="timeProvider">Measures the timeout of waits; null means the system's clock.</param>
    public InMemoryWorkflowStore(TimeProvider? timeProvider = null)
    {
        var gate = new Lock();
        var table = new RunTable();
        var signal = new WorkSignal(timeProvider ?? TimeProvider.System);
        var schedules = new ScheduleTable();
        var catalog = new InMemoryWorkflowCatalog(schedules, gate, timeProvider ?? TimeProvider.System);
        Catalog = catalog;
        Schedules = new InMemoryScheduleStore(schedules, table, gate, signal);
        var runs = new InMemoryRunStore(table, gate, signal);
        Runs = runs;
        Logs = new InMemoryLogStore(table, gate, signal);
        Maintenance = new InMemoryStoreMaintenance(table, gate, runs);
        Triggers = new InMemoryTriggerStore(table, catalog, signal);
    }

    /// <inheritdoc/>
    public IWorkflowCatalog Catalog { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IScheduleStore Schedules { get; }

    /// <inheritdoc/>
    public ILogStore Logs { get; }

    /// <inheritdoc/>
    public IStoreMaintenance Maintenance { get; }

    /// <inheritdoc/>
    public ITriggerStore Triggers { get; }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
}
