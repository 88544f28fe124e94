using SQLitePCL;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Claims;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Runs in a SQLite file. Documents are written on the caller's thread, so that the writer only binds and steps.</summary>
/// <param name="writer">The thread that writes.</param>
/// <param name="readers">The connections for reading.</param>
/// <param name="openIn">Makes a connection for the store of one of the host that is in a transaction; disposing it leaves the host's open.</param>
/// <param name="signal">Set when there may be work.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class SqliteRunStore(
    SqliteWriter writer, SqliteReaders readers, Func<sqlite3, SqliteConnection> openIn, WorkSignal signal, TimeProvider timeProvider) : IRunStore
{
    public Task<RunCreationResult> TryCreateAsync(RunCreation creation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(creation);
        var documents = RunCreationDocuments.Write(creation);
        if (creation.Transaction is { } transaction)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var host = transaction.Native as sqlite3
                ?? throw new ArgumentException("The transaction is not one of SQLite.", nameof(creation));
            using var connection = openIn(host);
            return Task.FromResult(CreateWholly(connection, creation, documents));
        }

        return writer.RunAsync(connection => Create(connection, creation, documents), true, cancellationToken);
    }

    public Task<RunSnapshot?> GetAsync(long runId, long sinceVersion = 0, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(
            connection => RunRows.Find(connection, runId) is { } run
                ? new RunSnapshot(run, JobRows.List(connection, runId, sinceVersion))
                : null,
            cancellationToken);

    public Task<IReadOnlyList<StepRun>> GetStepsAsync(long runId, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => StepRows.List(connection, runId), cancellationToken);

    public Task<RunPlan?> GetPlanAsync(string hash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return readers.ReadAsync(connection => PlanRows.Find(connection, hash), cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return readers.ReadAsync(connection => RunList.Read(connection, query), cancellationToken);
    }

    public Task<bool> TryApplyAsync(RunChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var events = RunEventsDocument.WriteUtf8(change.Events);
        return writer.RunAsync(connection => Apply(connection, change, events), true, cancellationToken);
    }

    public async Task<IReadOnlyList<ClaimedTask>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Limit <= 0
            || !await readers.ReadAsync(connection => TaskClaim.IsWorthwhile(connection, request), cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        return await writer.RunAsync(connection => TaskClaim.Run(connection, request), false, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<LeaseStatus>> RenewAsync(
        IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return writer.RunAsync<IReadOnlyList<LeaseStatus>>(connection => Renew(connection, leases, expiresAt), false, cancellationToken);
    }

    public Task<IReadOnlyList<TaskKey>> ListExpiredLeasesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => TaskRows.ListExpired(connection, now, limit), cancellationToken);

    public Task<IReadOnlyList<SupersededRun>> ListSupersededAsync(int limit, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => RunList.ReadSuperseded(connection, limit), cancellationToken);

    public Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => EventRows.ListAfter(connection, afterPosition, limit), cancellationToken);

    public Task<IReadOnlyList<RunEvent>> ReadRunEventsAsync(
        long runId, long afterSequence, int limit, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => EventRows.ListOfRun(connection, runId, afterSequence, limit), cancellationToken);

    public Task<long> GetObserverPositionAsync(string observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return readers.ReadAsync(connection => ObserverRows.Find(connection, observer), cancellationToken);
    }

    public Task SaveObserverPositionAsync(string observer, long position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return writer.RunAsync(connection => ObserverRows.Save(connection, observer, position), false, cancellationToken);
    }

    public async Task WaitForWorkAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        // Before the first await: what is committed from here on wakes the caller.
        var next = signal.NextAsync();
        writer.Watch();

        // A timeout is an ordinary end here, so its exception is not thrown.
        await next.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task<int> DeleteBeforeAsync(DateTimeOffset stoppedBefore, int limit, CancellationToken cancellationToken = default) =>
        writer.RunAsync(connection => RunDeletion.DeleteBefore(connection, stoppedBefore, limit), false, cancellationToken);

    /// <summary>Creates inside a transaction that goes on when this fails.</summary>
    private static RunCreationResult CreateWholly(SqliteConnection connection, RunCreation creation, RunCreationDocuments documents)
    {
        connection.Run("SAVEPOINT workflow_creation");
        try
        {
            var result = Create(connection, creation, documents);
            connection.Run("RELEASE workflow_creation");
            return result;
        }
        catch
        {
            connection.Run("ROLLBACK TO workflow_creation");
            connection.Run("RELEASE workflow_creation");
            throw;
        }
    }

    internal static RunCreationResult Create(SqliteConnection connection, RunCreation creation, RunCreationDocuments documents)
    {
        long? deliveryId = null;
        if (creation.DeliveryKey is { } key)
        {
            deliveryId = DeliveryRows.TryInsert(connection, creation);
            if (deliveryId is null)
            {
                return new(false, DeliveryRows.ListRuns(connection, creation.Scope, key));
            }
        }

        if (creation.Runs.Count == 0)
        {
            return new(true, []);
        }

        var plans = PlanIds(connection, creation);
        var number = RunRows.TakeNumbers(connection, creation.Scope, creation.Runs.Count);
        var runs = new WorkflowRun[creation.Runs.Count];
        for (var i = 0; i < runs.Length; i++)
        {
            var created = creation.Runs[i];
            var run = created.Run with { Number = number + i };
            var id = RunRows.Insert(connection, run, PlanId(connection, plans, run.PlanHash), deliveryId, documents.Events[i]);
            JobRows.Save(connection, id, run.Version, created.Jobs);
            TaskRows.Save(connection, id, creation.Scope, created.Tasks);
            EventRows.Insert(connection, id, created.Events, documents.RunEvents[i]);
            runs[i] = run with { Id = id };
        }

        return new(true, runs);
    }

    private static Dictionary<string, long> PlanIds(SqliteConnection connection, RunCreation creation)
    {
        var ids = new Dictionary<string, long>(creation.Plans.Count, StringComparer.Ordinal);
        foreach (var plan in creation.Plans)
        {
            ids[plan.Hash] = PlanRows.FindId(connection, plan.Hash) ?? PlanRows.Insert(connection, plan);
        }

        return ids;
    }

    private static long PlanId(SqliteConnection connection, Dictionary<string, long> plans, string hash) =>
        plans.TryGetValue(hash, out var id) ? id : PlanRows.FindId(connection, hash)
            ?? throw new WorkflowStoreException($"A run names the plan {hash}, which is neither stored nor given with it.");

    private static bool Apply(SqliteConnection connection, RunChange change, byte[] events)
    {
        var run = change.Run;
        if (!RunRows.TryUpdate(connection, run, change.ExpectedVersion))
        {
            return false;
        }

        JobRows.Save(connection, run.Id, run.Version, change.Jobs);
        StepRows.Save(connection, run.Id, change.Steps);
        TaskRows.Save(connection, run.Id, run.Scope, change.Tasks);
        EventRows.Insert(connection, run.Id, change.Events, events);
        if (run.ConcurrencyGroup is { } group && run.Status.IsTerminal())
        {
            TaskRows.LetNextRunOfGroupGo(connection, run.Scope, group);
        }

        return true;
    }

    private static LeaseStatus[] Renew(SqliteConnection connection, IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt)
    {
        var statuses = new LeaseStatus[leases.Count];
        for (var i = 0; i < statuses.Length; i++)
        {
            statuses[i] = TaskRows.Renew(connection, leases[i], expiresAt);
        }

        return statuses;
    }
}
