using SQLitePCL;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>An open database file with the statements prepared on it. Used by one thread at a time.</summary>
/// <remarks>
/// It speaks to SQLite itself: statements live as long as the connection, and values are bound as UTF-8 and read back without an
/// object in between, which is what lets one writer keep up with all the runs of a machine.
/// </remarks>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 _database;
    private readonly bool _isOwned;
    private readonly Action<string>? _statementStarting;

    // The texts are constants, so the reference is the key; hashing a long statement would cost more than running it.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 database, bool isOwned, string path, TimeSpan busyTimeout, Action<string>? statementStarting)
    {
        _database = database;
        _isOwned = isOwned;
        _statementStarting = statementStarting;
        Path = path;
        BusyTimeout = busyTimeout;
    }

    internal string Path { get; }

    /// <summary>How long a statement waits for a lock.</summary>
    internal TimeSpan BusyTimeout { get; }

    /// <summary>Rows that the last statement inserted, updated or deleted.</summary>
    internal int Changes => raw.sqlite3_changes(_database);

    internal long LastInsertedId => raw.sqlite3_last_insert_rowid(_database);

    /// <param name="path">The file.</param>
    /// <param name="create">Whether a missing file is made.</param>
    /// <param name="busyTimeout">How long a statement waits for a lock.</param>
    /// <param name="statementStarting">Called with the text of each statement before it runs; what it throws is its failure.</param>
    internal static SqliteConnection Open(string path, bool create, TimeSpan busyTimeout, Action<string>? statementStarting)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var database, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteFailure.Of(code, path, raw.sqlite3_errstr(code).utf8_to_string());
            database?.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(database, 1);
        return new SqliteConnection(database, true, path, busyTimeout, statementStarting);
    }

    /// <summary>Uses a database that somebody else has opened, and who closes it.</summary>
    /// <exception cref="ArgumentException">It is in no transaction.</exception>
    internal static SqliteConnection Of(sqlite3 database, string path, TimeSpan busyTimeout, Action<string>? statementStarting) =>
        raw.sqlite3_get_autocommit(database) == 0
            ? new SqliteConnection(database, false, path, busyTimeout, statementStarting)
            : throw new ArgumentException("The connection is in no transaction; begin one first.", nameof(database));

    /// <summary>The prepared statement of a constant text, ready to be bound. Dispose it to end the reading; it stays prepared.</summary>
    internal SqliteStatement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            // To prepare the first statement the schema is read, for which a lock of another process can be in the way.
            var code = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
            for (var wait = new LockWait(BusyTimeout); wait.TryAgain(code);)
            {
                code = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out prepared);
            }

            Check(code);
            statement = new SqliteStatement(this, prepared, sql);
            _statements.Add(sql, statement);
        }

        // An operation that failed while it was binding or reading may have left the statement in the middle.
        statement.Dispose();
        return statement;
    }

    internal void Run(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }

    /// <summary>Runs a script of several statements that is not kept.</summary>
    internal void RunScript(string script)
    {
        Announce(script);
        Check(raw.sqlite3_exec(_database, script));
    }

    internal long ReadInt64(string sql)
    {
        using var statement = Use(sql);
        return statement.Read() ? statement.Int64(0) : 0;
    }

    internal void Announce(string sql) => _statementStarting?.Invoke(sql);

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw SqliteFailure.Of(code, Path, raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Finish();
        }

        _statements.Clear();
        if (_isOwned)
        {
            _database.Dispose();
        }
    }
}
