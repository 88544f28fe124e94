using WorkflowEngine.InMemory.Maintenance;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

internal sealed class InMemoryStoreMaintenance(RunTable table, Lock gate) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<StoreFinding>>(cancellationToken);
        }

        lock (gate)
        {
            return Task.FromResult(new StoreCheck(table).Run(limit));
        }
    }
}
