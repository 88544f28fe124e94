using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

internal sealed class InMemoryLogStore(RunTable table, Lock gate, WorkSignal signal) : ILogStore
{
    public Task<bool> AppendAsync(JobLease lease, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(lines);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        lock (gate)
        {
            if (table.FindHeld(lease) is not { } task)
            {
                return Task.FromResult(false);
            }

            (task.Run.Log ??= new()).Append(lease.Task, lines);
        }

        signal.Raise();
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<StoredLogLine>> ReadAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<StoredLogLine>>(cancellationToken);
        }

        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredLogLine>>(table.Find(query.RunId)?.Log?.Read(query) ?? []);
        }
    }
}
