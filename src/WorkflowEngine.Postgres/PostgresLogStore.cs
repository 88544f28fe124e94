using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Log lines in a PostgreSQL database.</summary>
internal sealed class PostgresLogStore(PostgresDatabase database, WorkNotifications notifications) : ILogStore, IAsyncDisposable
{
    private readonly OperationLane<LogAppend, bool> _appends = new(
        group => LogRows.AppendAsync(database, group, CancellationToken.None), static _ => null, notifications.Raise);

    public Task<bool> AppendAsync(JobLease lease, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(lines);
        return _appends.RunAsync(new(lease, lines), cancellationToken);
    }

    public Task<IReadOnlyList<StoredLogLine>> ReadAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return LogRows.ReadAsync(database, query, cancellationToken);
    }

    public ValueTask DisposeAsync() => _appends.DisposeAsync();
}
