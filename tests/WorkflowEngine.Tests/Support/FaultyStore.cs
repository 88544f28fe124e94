using System.Reflection;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Tests.Support;

/// <summary>A store as a network makes it: operations on runs fail when the test says so, before they are done or after.</summary>
internal sealed class FaultyStore : IWorkflowStore
{
    private readonly IWorkflowStore _inner;

    public FaultyStore(IWorkflowStore inner)
    {
        _inner = inner;
        Runs = DispatchProxy.Create<IRunStore, FaultyRuns>();
        ((FaultyRuns)Runs).Invoked = Invoke;
    }

    /// <summary>Asked before each operation on runs, with its name and arguments; what it gives is thrown and nothing is done.</summary>
    public Func<string, object?[], Exception?> Before { get; set; } = static (_, _) => null;

    /// <summary>Asked after each operation on runs that was done; what it gives is thrown, and the caller does not learn what was done.</summary>
    public Func<string, object?[], Exception?> After { get; set; } = static (_, _) => null;

    public IWorkflowCatalog Catalog => _inner.Catalog;

    public IRunStore Runs { get; }

    public IScheduleStore Schedules => _inner.Schedules;

    public ILogStore Logs => _inner.Logs;

    public IStoreMaintenance Maintenance => _inner.Maintenance;

    public ITriggerStore Triggers => _inner.Triggers;

    public static WorkflowStoreException Transient() => new("The store is away.", null, isTransient: true);

    public static WorkflowStoreException Lasting() => new("The store is broken.");

    public Task InitializeAsync(CancellationToken cancellationToken = default) => _inner.InitializeAsync(cancellationToken);

    private object? Invoke(MethodInfo operation, object?[] arguments)
    {
        Throw(Before(operation.Name, arguments));
        var result = operation.Invoke(_inner.Runs, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        Throw(After(operation.Name, arguments));
        return result;
    }

    private static void Throw(Exception? exception)
    {
        if (exception is not null)
        {
            throw exception;
        }
    }
}
