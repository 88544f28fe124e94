using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Maintenance;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>What an operator asks of a PostgreSQL database.</summary>
internal sealed class PostgresStoreMaintenance(PostgresDatabase database) : IStoreMaintenance
{
    public Task<IReadOnlyList<StoreFinding>> CheckAsync(int limit = 100, CancellationToken cancellationToken = default) =>
        StoreCheck.RunAsync(database, limit, cancellationToken);
}
