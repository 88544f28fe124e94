using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>
/// Keeps everything in one SQLite file on a local disk. It may be shared by several processes of one machine, each with one store
/// object. Dispose it to finish what was asked and to close the file.
/// </summary>
public sealed class SqliteWorkflowStore : IWorkflowStore, IAsyncDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Action<string>? _statementStarting;
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    /// <summary>Makes a store for a file; nothing is opened before <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">The settings; valid, and not changed afterwards.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <exception cref="ArgumentException">No file is named.</exception>
    public SqliteWorkflowStore(SqliteStoreOptions options, TimeProvider timeProvider)
        : this(options, timeProvider, null)
    {
    }

    /// <param name="options">The settings.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="statementStarting">Called before each statement; what it throws is the failure of the statement. For tests.</param>
    internal SqliteWorkflowStore(SqliteStoreOptions options, TimeProvider timeProvider, Action<string>? statementStarting)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        _options = options;
        _timeProvider = timeProvider;
        _statementStarting = statementStarting;
        _path = Path.GetFullPath(options.Path);
        var signal = new WorkSignal();
        _writer = new(OpenToWrite, options.PollInterval, signal);
        _readers = new(OpenToRead, options.MaxReaders);
        Catalog = new SqliteWorkflowCatalog(_writer, _readers, timeProvider);
        Schedules = new SqliteScheduleStore(_writer, _readers);
        Runs = new SqliteRunStore(
            _writer, _readers, host => SqliteConnection.Of(host, _path, _options.BusyTimeout, _statementStarting), signal, timeProvider);
        Logs = new SqliteLogStore(_writer, _readers);
        Maintenance = new SqliteStoreMaintenance(_writer, _readers, _path);
        Triggers = new SqliteTriggerStore(_writer, _readers);
    }

    /// <inheritdoc/>
    public IWorkflowCatalog Catalog { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IScheduleStore Schedules { get; }

    /// <inheritdoc/>
    public ILogStore Logs { get; }

    /// <inheritdoc/>
    public IStoreMaintenance Maintenance { get; }

    /// <inheritdoc/>
    public ITriggerStore Triggers { get; }

    /// <inheritdoc/>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
        {
            throw new WorkflowStoreException(
                $"The folder of the store file '{_path}' does not exist; create it, or name a file in another folder.");
        }

        // It may wait for another process that does the same.
        await Task.Run(Initialize, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what was asked before, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
    }

    private void Initialize()
    {
        using var connection = Open(create: true);
        SqliteSchema.Apply(connection, _timeProvider.GetUtcNow());
    }

    private SqliteConnection OpenToWrite()
    {
        var connection = Open(create: false);
        connection.Run(_options.SurvivePowerLoss ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        return connection;
    }

    private SqliteConnection OpenToRead()
    {
        var connection = Open(create: false);
        connection.Run("PRAGMA query_only = 1");
        return connection;
    }

    private SqliteConnection Open(bool create) =>
        SqliteConnection.Open(_path, create, _options.BusyTimeout, _statementStarting);
}
