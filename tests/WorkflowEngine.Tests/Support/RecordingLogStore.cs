using WorkflowEngine.Storage;

namespace WorkflowEngine.Tests.Support;

/// <summary>Keeps log lines in memory, refuses or fails when told to, and can hold writers back.</summary>
internal sealed class RecordingLogStore : ILogStore
{
    private readonly List<LogLine> _lines = [];
    private readonly Lock _lock = new();

    /// <summary>Whether the lease still counts.</summary>
    public bool IsLeaseHeld { get; set; } = true;

    /// <summary>How many of the next calls fail.</summary>
    public int Failures { get; set; }

    /// <summary>Calls wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Calls { get; private set; }

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public async Task<bool> AppendAsync(JobLease lease, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken = default)
    {
        await Gate;
        lock (_lock)
        {
            Calls++;
            if (Failures > 0)
            {
                Failures--;
                throw new WorkflowStoreException("the disk is full");
            }

            if (IsLeaseHeld)
            {
                _lines.AddRange(lines);
            }

            return IsLeaseHeld;
        }
    }

    public Task<IReadOnlyList<StoredLogLine>> ReadAsync(LogQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
