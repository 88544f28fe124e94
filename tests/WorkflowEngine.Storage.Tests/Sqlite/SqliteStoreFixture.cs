using WorkflowEngine.Sqlite;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>A file in a folder of its own; each handle is a store object of its own, as in another process.</summary>
public sealed class SqliteStoreFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workflow-engine-").FullName;
    private readonly List<SqliteWorkflowStore> _stores = [];
    private int _statementsToFailure;

    public string File => Path.Combine(_folder, "store.db");

    public override bool IsFailureDue => Volatile.Read(ref _statementsToFailure) > 0;

    public override ValueTask<IWorkflowStore> OpenAsync()
    {
        var options = new SqliteStoreOptions { Path = File, PollInterval = TimeSpan.FromMilliseconds(10) };
        var store = new SqliteWorkflowStore(options, Time, OnStatement);
        _stores.Add(store);
        return ValueTask.FromResult<IWorkflowStore>(store);
    }

    public override void FailAtStatement(int number) => Volatile.Write(ref _statementsToFailure, number);

    public override ValueTask ExecuteAsync(string sql)
    {
        using var connection = SqliteConnection.Open(File, create: false, TimeSpan.FromSeconds(10), statementStarting: null);
        connection.RunScript(sql);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<HostTransaction> BeginAsync() => new(new SqliteHostTransaction(File));

    public async Task CloseAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _stores.Clear();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
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
