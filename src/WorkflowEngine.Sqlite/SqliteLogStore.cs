using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Log lines in a SQLite file.</summary>
internal sealed class SqliteLogStore(SqliteWriter writer, SqliteReaders readers) : ILogStore
{
    public Task<bool> AppendAsync(JobLease lease, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(lines);
        return writer.RunAsync(connection => LogRows.TryAppend(connection, lease, lines), true, cancellationToken);
    }

    public Task<IReadOnlyList<StoredLogLine>> ReadAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return readers.ReadAsync(connection => LogRows.Read(connection, query), cancellationToken);
    }
}
