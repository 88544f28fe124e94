using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>Keeps the lines that steps wrote.</summary>
public interface ILogStore
{
    /// <summary>
    /// Appends lines of one attempt if its lease is still held by the writer; an expired lease that was not taken away is held.
    /// A line whose sequence number the attempt already stored is passed over, so that a repeated call does no harm. <c>false</c> when
    /// the lease was lost: nothing was stored.
    /// </summary>
    Task<bool> AppendAsync(JobLease lease, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken = default);

    /// <summary>Reads lines of a run in the order they were stored; none when there is no such run.</summary>
    Task<IReadOnlyList<StoredLogLine>> ReadAsync(LogQuery query, CancellationToken cancellationToken = default);
}
