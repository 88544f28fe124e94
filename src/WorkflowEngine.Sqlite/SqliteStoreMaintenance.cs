using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Maintenance;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>What an operator asks of a SQLite file.</summary>
internal sealed class SqliteStoreMaintenance(SqliteReaders readers) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => StoreCheck.Run(connection, limit), cancellationToken);
}
