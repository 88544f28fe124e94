using System.Buffers;
using System.Text;
using SQLitePCL;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>A prepared statement: bind its values in order, then run it or read its rows.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt statement, string sql) : IDisposable
{
    private const int StackBytes = 512;
    private int _bound;
    private bool _isStarted;

    internal SqliteStatement Bind(long value)
    {
        connection.Check(raw.sqlite3_bind_int64(statement, ++_bound, value));
        return this;
    }

    internal SqliteStatement Bind(bool value) => Bind(value ? 1L : 0L);

    internal SqliteStatement Bind(WorkflowStatus value) => Bind((long)value);

    internal SqliteStatement Bind(long? value) => value is { } given ? Bind(given) : BindNull();

    internal SqliteStatement Bind(DateTimeOffset value) => Bind(SqliteTime.ToStored(value));

    internal SqliteStatement Bind(DateTimeOffset? value) => value is { } given ? Bind(given) : BindNull();

    internal SqliteStatement Bind(StatusReason? reason) => Bind(reason?.Code).Bind(reason?.Text);

    internal SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        if (value.Length == 0)
        {
            // An empty span has no address, and SQLite takes no address for NULL.
            connection.Check(raw.sqlite3_bind_text(statement, ++_bound, string.Empty));
            return this;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var buffer = longest <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(longest);
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var code = raw.sqlite3_bind_text(statement, ++_bound, (ReadOnlySpan<byte>)buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        connection.Check(code);
        return this;
    }

    /// <summary>Binds text that is UTF-8 already; it must not be empty.</summary>
    internal SqliteStatement BindUtf8(ReadOnlySpan<byte> utf8)
    {
        connection.Check(raw.sqlite3_bind_text(statement, ++_bound, utf8));
        return this;
    }

    /// <summary>Runs the statement to its end, ready to be bound again. Returns the number of rows it changed.</summary>
    internal int Run()
    {
        while (Read())
        {
        }

        return connection.Changes;
    }

    /// <summary>Goes to the next row; <c>false</c> after the last one, and the statement can be bound again.</summary>
    internal bool Read()
    {
        int code;
        if (_isStarted)
        {
            code = raw.sqlite3_step(statement);
        }
        else
        {
            connection.Announce(sql);
            _isStarted = true;
            code = Start();
        }

        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        Dispose();
        connection.Check(code);
        return false;
    }

    internal long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    internal int Int32(int column) => raw.sqlite3_column_int(statement, column);

    internal bool Boolean(int column) => Int64(column) != 0;

    internal WorkflowStatus Status(int column) => (WorkflowStatus)Int32(column);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    internal int? NullableInt32(int column) => IsNull(column) ? null : Int32(column);

    internal DateTimeOffset Time(int column) => SqliteTime.FromStored(Int64(column));

    internal DateTimeOffset? NullableTime(int column) => IsNull(column) ? null : Time(column);

    internal string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    internal string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a text, valid until the next step; unlike the text functions they do not end at a NUL.</summary>
    internal ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(statement, column);

    internal StatusReason? Reason(int codeColumn) =>
        IsNull(codeColumn) ? null : new StatusReason(Text(codeColumn), NullableText(codeColumn + 1));

    /// <summary>Ends the reading; the statement stays prepared.</summary>
    public void Dispose()
    {
        if (_isStarted)
        {
            raw.sqlite3_reset(statement);
            _isStarted = false;
        }

        _bound = 0;
    }

    /// <summary>Frees the statement together with its connection.</summary>
    internal void Finish() => statement.Dispose();

    /// <summary>Steps to the first row, and waits for a lock that another process has.</summary>
    private int Start()
    {
        var code = raw.sqlite3_step(statement);
        for (var wait = new LockWait(connection.BusyTimeout); wait.TryAgain(code);)
        {
            raw.sqlite3_reset(statement);
            code = raw.sqlite3_step(statement);
        }

        return code;
    }

    private SqliteStatement BindNull()
    {
        connection.Check(raw.sqlite3_bind_null(statement, ++_bound));
        return this;
    }
}
