using SQLitePCL;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

internal sealed class SqliteHostTransaction : HostTransaction
{
    private readonly sqlite3 _connection;

    public SqliteHostTransaction(string file)
    {
        raw.sqlite3_open_v2(file, out _connection, raw.SQLITE_OPEN_READWRITE, null).Should().Be(raw.SQLITE_OK);
        Run("BEGIN IMMEDIATE");
    }

    public sqlite3 Connection => _connection;

    public override StoreTransaction Transaction => new(_connection);

    public override Task CommitAsync()
    {
        Run("COMMIT");
        return Task.CompletedTask;
    }

    public void Run(string sql)
    {
        int code;
        do
        {
            code = raw.sqlite3_exec(_connection, sql);
        }
        while (code == raw.SQLITE_BUSY);

        code.Should().Be(raw.SQLITE_OK, raw.sqlite3_errmsg(_connection).utf8_to_string());
    }

    public override ValueTask DisposeAsync()
    {
        // Closing rolls back.
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
