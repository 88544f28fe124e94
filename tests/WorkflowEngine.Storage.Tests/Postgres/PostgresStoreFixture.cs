using Npgsql;
using WorkflowEngine.Postgres;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>A schema of its own on the server of the tests; each handle is a store object with connections of its own.</summary>
public sealed class PostgresStoreFixture : StoreFixture
{
    private readonly List<PostgresWorkflowStore> _stores = [];
    private int _statementsToFailure;

    public PostgresStoreFixture()
    {
        PostgresServer.Require();
        Schema = "test_" + Guid.NewGuid().ToString("N");
    }

    public string Schema { get; }

    public override bool IsFailureDue => Volatile.Read(ref _statementsToFailure) > 0;

    public override ValueTask<IWorkflowStore> OpenAsync()
    {
        var options = new PostgresStoreOptions
        {
            // By its name the connections of a test are told from those of others.
            ConnectionString = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { ApplicationName = Schema }.ConnectionString,
            Schema = Schema,
            PollInterval = TimeSpan.FromMilliseconds(10),
            UseDatabaseTime = false,
        };
        var store = new PostgresWorkflowStore(options, Time, OnStatement);
        _stores.Add(store);
        return ValueTask.FromResult<IWorkflowStore>(store);
    }

    public override void FailAtStatement(int number) => Volatile.Write(ref _statementsToFailure, number);

    public override async ValueTask ExecuteAsync(string sql) =>
        await PostgresServer.ExecuteAsync($"SET search_path = {Schema}; {sql}");

    public override async ValueTask<HostTransaction> BeginAsync()
    {
        var connection = await PostgresServer.OpenAsync();
        return new PostgresHostTransaction(connection, await connection.BeginTransactionAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await PostgresServer.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await base.DisposeAsync();
    }

    private void OnStatement(string sql)
    {
        if (Volatile.Read(ref _statementsToFailure) > 0 && Interlocked.Decrement(ref _statementsToFailure) == 0)
        {
            throw new WorkflowStoreException($"The connection broke at: {sql}", null, isTransient: true);
        }
    }
}
