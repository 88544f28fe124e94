using Npgsql;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Postgres;

internal sealed class PostgresHostTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : HostTransaction
{
    public NpgsqlTransaction Native => transaction;

    public override StoreTransaction Transaction => new(transaction);

    public override Task CommitAsync() => transaction.CommitAsync();

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
