using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Maintenance;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>What an operator asks of a PostgreSQL database.</summary>
internal sealed class PostgresStoreMaintenance(PostgresDatabase database) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default) =>
        StoreCheck.RunAsync(database, limit, cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        StatisticsRows.ReadAsync(database, cancellationToken);

    public Task<IReadOnlyList<SchemaScript>> ListPendingScriptsAsync(CancellationToken cancellationToken = default) =>
        PostgresSchema.ListPendingAsync(database, cancellationToken);

    public Task<int> DeleteAsync(RunRetention retention, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return database.FindAsync(
            database.InSchema("SELECT @delete_runs($1, $2, $3, $4)"),
            [
                Parameters.Of(retention.StoppedBefore), Parameters.Of((long)retention.KeepNewest), Parameters.Of(retention.UnreadBefore),
                Parameters.Of(Math.Max(0, limit)),
            ],
            static row => row.GetInt32(0),
            cancellationToken);
    }
}
