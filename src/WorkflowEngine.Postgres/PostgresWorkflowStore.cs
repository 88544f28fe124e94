using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Maintenance;
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
    private readonly DatabaseClock _clock;

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
        _clock = new(_database, options.UseDatabaseTime ? timeProvider : null);
        _notifications = new(_database, options);
        Catalog = new PostgresWorkflowCatalog(_database, _notifications, timeProvider);
        Schedules = new PostgresScheduleStore(_database, _notifications);
        Runs = _runs = new(_database, _notifications, _clock, timeProvider);
        Logs = _logs = new(_database, _notifications);
        Maintenance = new PostgresStoreMaintenance(_database);
        Triggers = new PostgresTriggerStore(_database, _notifications);
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
    public Task InitializeAsync(CancellationToken cancellationToken = default) =>
        ApplyScriptsAsync(lastScript: null, cancellationToken);

    /// <summary>
    /// Gives a role the rights that an engine needs, and no more: to use the schema, to read and write its rows and to call its functions,
    /// not to change tables. Called by the owner of the schema after <see cref="InitializeAsync"/>; idempotent.
    /// </summary>
    /// <param name="role">The role that engines connect as.</param>
    /// <param name="cancellationToken">Gives up; nothing is granted then.</param>
    /// <exception cref="WorkflowStoreException">There is no such role, or this one may not grant.</exception>
    public Task GrantAsync(string role, CancellationToken cancellationToken = default) =>
        _database.FindAsync(GrantScript(role), [], static _ => true, cancellationToken);

    /// <summary>The statements of <see cref="GrantAsync"/>.</summary>
    /// <param name="role">The role that engines connect as.</param>
    public string GrantScript(string role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        return RoleGrants.Of(_database.QuotedSchema, role);
    }

    /// <param name="lastScript">The last step of the schema to make; null for all. For tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task ApplyScriptsAsync(string? lastScript, CancellationToken cancellationToken)
    {
        await PostgresSchema.ApplyAsync(_database, _timeProvider.GetUtcNow(), lastScript, cancellationToken).ConfigureAwait(false);
        await _clock.MeasureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what was asked before, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _runs.DisposeAsync().ConfigureAwait(false);
        await _logs.DisposeAsync().ConfigureAwait(false);
        await _notifications.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
