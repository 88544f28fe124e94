using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>
/// Keeps everything in one schema of a PostgreSQL database, version 14 or later. Any number of processes may share it, each with one
/// store object. Dispose it to finish what was asked and to close its connections.
/// </summary>
public sealed class PostgresWorkflowStore : IWorkflowStore, IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly WorkNotifications _notifications;
    private readonly PostgresRunStore _runs;
    private readonly PostgresLogStore _logs;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a store for a database; nothing is opened before <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">The settings; valid, and not changed afterwards.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <exception cref="ArgumentException">No database is named, or the connection string is wrong.</exception>
    public PostgresWorkflowStore(PostgresStoreOptions options, TimeProvider timeProvider)
        : this(options, timeProvider, null)
    {
    }

    /// <param name="options">The settings.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="statementPassing">
    /// Called before each statement is sent and again after its answer came; what it throws is the failure of the connection there.
    /// For tests.
    /// </param>
    internal PostgresWorkflowStore(PostgresStoreOptions options, TimeProvider timeProvider, Action<string>? statementPassing)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (options.DataSource is null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(options.ConnectionString);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(options.Schema);
        _timeProvider = timeProvider;
        _database = new(options, statementPassing);
        _notifications = new(_database, options);
        Catalog = new PostgresWorkflowCatalog(_database, _notifications, timeProvider);
        Runs = _runs = new(_database, _notifications, timeProvider);
        Logs = _logs = new(_database, _notifications);
        Maintenance = new PostgresStoreMaintenance(_database);
    }

    /// <inheritdoc/>
    public IWorkflowCatalog Catalog { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public ILogStore Logs { get; }

    /// <inheritdoc/>
    public IStoreMaintenance Maintenance { get; }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken = default) =>
        PostgresSchema.ApplyAsync(_database, _timeProvider.GetUtcNow(), cancellationToken);

    /// <summary>Finishes what was asked before, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _runs.DisposeAsync().ConfigureAwait(false);
        await _logs.DisposeAsync().ConfigureAwait(false);
        await _notifications.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
