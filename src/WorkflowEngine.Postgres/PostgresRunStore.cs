using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Runs in a PostgreSQL database.</summary>
internal sealed class PostgresRunStore : IRunStore, IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly WorkNotifications _notifications;
    private readonly DatabaseClock _clock;
    private readonly TimeProvider _timeProvider;
    private readonly RunCreations _saving;
    private readonly OperationLane<RunCreation, WorkflowRun[]?> _creations;
    private readonly OperationLane<RunCreation, WorkflowRun[]?> _groupedCreations;
    private readonly OperationLane<RunChange, bool> _changes;
    private readonly OperationLane<(long RunId, long SinceVersion), RunSnapshot?> _reads;

    internal PostgresRunStore(PostgresDatabase database, WorkNotifications notifications, DatabaseClock clock, TimeProvider timeProvider)
    {
        _clock = clock;
        _database = database;
        _notifications = notifications;
        _timeProvider = timeProvider;
        _saving = new(database);

        // Runs of a concurrency group may have to wait for a transaction of the host that makes one as well; the others do not.
        _creations = CreationLane();
        _groupedCreations = CreationLane();
        _changes = new(
            group => RunChanges.SaveAsync(database, group, CancellationToken.None), static change => change.Run.Id, notifications.Raise);
        _reads = new(group => SnapshotRows.ListAsync(database, group, CancellationToken.None), static _ => null, static () => { });
    }

    public async Task<RunCreationResult> TryCreateAsync(RunCreation creation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(creation);
        if (creation.DeliveryKey is null && creation.Runs.Count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(true, []);
        }

        creation = _clock.ToDatabase(creation);
        NpgsqlTransaction? transaction = null;
        WorkflowRun[]? runs;
        if (creation.Transaction is { } host)
        {
            transaction = host.Native as NpgsqlTransaction
                ?? throw new ArgumentException("The transaction is not one of PostgreSQL.", nameof(creation));
            runs = await _saving.SaveAsync(transaction, creation, _notifications.Channel, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var lane = creation.Runs.Any(static created => created.Run.ConcurrencyGroup is not null) ? _groupedCreations : _creations;
            runs = await lane.RunAsync(creation, cancellationToken).ConfigureAwait(false);
        }

        return runs is not null
            ? new(true, runs)
            : new(false, await RunRows.ListOfDeliveryAsync(_database, transaction, creation.Scope, creation.DeliveryKey, cancellationToken)
                .ConfigureAwait(false));
    }

    public async Task<RunSnapshot?> GetAsync(long runId, long sinceVersion = 0, CancellationToken cancellationToken = default) =>
        _clock.FromDatabase(await _reads.RunAsync((runId, sinceVersion), cancellationToken).ConfigureAwait(false));

    public Task<IReadOnlyList<StepRun>> GetStepsAsync(long runId, CancellationToken cancellationToken = default) =>
        StepRows.ListAsync(_database, runId, cancellationToken);

    public Task<RunPlan?> GetPlanAsync(string hash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return _database.FindAsync(
            _database.InSchema("SELECT document FROM @workflow_plans WHERE hash = $1"),
            [Parameters.Of(hash)],
            row => PlanDocument.Read(row.GetString(0), hash),
            cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RunRows.ListAsync(_database, query, cancellationToken);
    }

    public Task<bool> TryApplyAsync(RunChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _changes.RunAsync(_clock.ToDatabase(change), cancellationToken);
    }

    public async Task<IReadOnlyList<ClaimedTask>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Limit <= 0)
        {
            return [];
        }

        await _clock.RefreshAsync().ConfigureAwait(false);
        var there = request with { Now = _clock.ToDatabase(request.Now), ExpiresAt = _clock.ToDatabase(request.ExpiresAt) };
        return await TaskRows.ClaimAsync(_database, there, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<LeaseStatus>> RenewAsync(
        IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0
            ? []
            : await TaskRows.RenewAsync(_database, leases, _clock.ToDatabase(expiresAt), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<TaskKey>> ListExpiredLeasesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        TaskRows.ListExpiredAsync(_database, _clock.ToDatabase(now), limit, cancellationToken);

    public Task<IReadOnlyList<SupersededRun>> ListSupersededAsync(int limit, CancellationToken cancellationToken = default) =>
        RunRows.ListSupersededAsync(_database, limit, cancellationToken);

    public async Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        var (events, isBehind) = await EventRows.ListAfterAsync(_database, afterPosition, limit, cancellationToken).ConfigureAwait(false);
        _notifications.IsFeedBehind = isBehind;
        return events;
    }

    public Task<IReadOnlyList<RunEvent>> ReadRunEventsAsync(
        long runId, long afterSequence, int limit, CancellationToken cancellationToken = default) =>
        EventRows.ListOfRunAsync(_database, runId, afterSequence, limit, cancellationToken);

    public Task<long> GetObserverPositionAsync(string observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return _database.FindAsync(
            _database.InSchema("SELECT position FROM @observer_positions WHERE observer = $1"),
            [Parameters.Of(observer)],
            static row => row.GetInt64(0),
            cancellationToken);
    }

    public Task SaveObserverPositionAsync(string observer, long position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return _database.FindAsync(
            _database.InSchema("SELECT @save_observer_position($1, $2)"),
            [Parameters.Of(observer), Parameters.Of(position)],
            static _ => true,
            cancellationToken);
    }

    public Task WaitForWorkAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _notifications.WaitAsync(timeout, _timeProvider, cancellationToken);

    public Task<int> DeleteBeforeAsync(DateTimeOffset stoppedBefore, int limit, CancellationToken cancellationToken = default) =>
        _database.FindAsync(
            _database.InSchema("SELECT @delete_before($1, $2)"),
            [Parameters.Of(stoppedBefore), Parameters.Of(Math.Max(0, limit))],
            static row => row.GetInt32(0),
            cancellationToken);

    private OperationLane<RunCreation, WorkflowRun[]?> CreationLane() => new(
        group => _saving.SaveAsync(group, CancellationToken.None),
        static creation => creation.DeliveryKey is { } key ? (creation.Scope, key) : null,
        _notifications.Raise);

    public async ValueTask DisposeAsync()
    {
        await _creations.DisposeAsync().ConfigureAwait(false);
        await _groupedCreations.DisposeAsync().ConfigureAwait(false);
        await _changes.DisposeAsync().ConfigureAwait(false);
        await _reads.DisposeAsync().ConfigureAwait(false);
    }
}
