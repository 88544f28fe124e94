using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Maintenance;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>What an operator asks of a SQLite file.</summary>
internal sealed class SqliteStoreMaintenance(SqliteWriter writer, SqliteReaders readers, string path) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => StoreCheck.Run(connection, limit), cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        readers.ReadAsync(StatisticsRows.Read, cancellationToken);

    public async Task<IReadOnlyList<SchemaScript>> ListPendingScriptsAsync(CancellationToken cancellationToken = default) =>
        File.Exists(path)
            ? await readers.ReadAsync(SqliteSchema.ListPending, cancellationToken).ConfigureAwait(false)
            : SqliteSchema.ListAll();

    public Task<int> DeleteAsync(RunRetention retention, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return writer.RunAsync(connection => RunDeletion.Delete(connection, retention, limit), false, cancellationToken);
    }
}
