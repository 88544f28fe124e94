using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>Puts one lock around the table, held for a few microseconds, and wakes who waits.</summary>
internal sealed class InMemoryRunStore(RunTable table, Lock gate, WorkSignal signal) : IRunStore
{
    private readonly Dictionary<string, long> _observers = [];

    /// <summary>Where the observers stand; read under the store's lock.</summary>
    public IReadOnlyDictionary<string, long> Observers => _observers;

    public Task<RunCreationResult> TryCreateAsync(RunCreation creation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(creation);
        if (creation.Transaction is not null)
        {
            throw new ArgumentException("The memory store takes part in no transaction.", nameof(creation));
        }

        var created = Locked(creation, static (table, creation) => table.Create(creation), cancellationToken);
        signal.Raise();
        return created;
    }

    public Task<RunSnapshot?> GetAsync(long runId, long sinceVersion = 0, CancellationToken cancellationToken = default) => Locked(
        (runId, sinceVersion),
        static (table, key) => table.Find(key.runId) is { } run ? new RunSnapshot(run.Run, run.ReadJobs(key.sinceVersion)) : null,
        cancellationToken);

    public Task<IReadOnlyList<StepRun>> GetStepsAsync(long runId, CancellationToken cancellationToken = default) => Locked(
        runId, static IReadOnlyList<StepRun> (table, runId) => table.Find(runId)?.ReadSteps() ?? [], cancellationToken);

    public Task<RunPlan?> GetPlanAsync(string hash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return Locked(hash, static (table, hash) => table.FindPlan(hash), cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locked(query, static IReadOnlyList<WorkflowRun> (table, query) => table.List(query), cancellationToken);
    }

    public Task<bool> TryApplyAsync(RunChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var applied = Locked(change, static (table, change) => table.TryApply(change), cancellationToken);
        signal.Raise();
        return applied;
    }

    public Task<IReadOnlyList<ClaimedTask>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Locked(request, static IReadOnlyList<ClaimedTask> (table, request) => table.Queue.Claim(request), cancellationToken);
    }

    public Task<IReadOnlyList<LeaseStatus>> RenewAsync(
        IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return Locked((leases, expiresAt), static IReadOnlyList<LeaseStatus> (table, renewal) =>
        {
            var statuses = new LeaseStatus[renewal.leases.Count];
            for (var i = 0; i < statuses.Length; i++)
            {
                statuses[i] = table.FindHeld(renewal.leases[i]) is { } task
                    ? table.Queue.Renew(task, renewal.expiresAt)
                    : LeaseStatus.Lost;
            }

            return statuses;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<TaskKey>> ListExpiredLeasesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        Locked((now, limit), static IReadOnlyList<TaskKey> (table, query) => table.Queue.Expired(query.now, query.limit), cancellationToken);

    public Task<IReadOnlyList<SupersededRun>> ListSupersededAsync(int limit, CancellationToken cancellationToken = default) =>
        Locked(limit, static IReadOnlyList<SupersededRun> (table, limit) => table.ListSuperseded(limit), cancellationToken);

    public Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(long afterPosition, int limit, CancellationToken cancellationToken = default) =>
        Locked(
            (afterPosition, limit),
            static IReadOnlyList<StoredEvent> (table, query) => table.Feed.Read(query.afterPosition, query.limit),
            cancellationToken);

    public Task<IReadOnlyList<RunEvent>> ReadRunEventsAsync(
        long runId, long afterSequence, int limit, CancellationToken cancellationToken = default) => Locked(
        (runId, afterSequence, limit),
        static IReadOnlyList<RunEvent> (table, query) =>
            table.Find(query.runId) is { } run ? EventFeed.Read(run, query.afterSequence, query.limit) : [],
        cancellationToken);

    public Task<long> GetObserverPositionAsync(string observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Locked((_observers, observer), static (_, key) => key._observers.GetValueOrDefault(key.observer), cancellationToken);
    }

    public Task SaveObserverPositionAsync(string observer, long position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Locked(
            (_observers, observer, position),
            static (_, save) => save._observers[save.observer] = Math.Max(save.position, save._observers.GetValueOrDefault(save.observer)),
            cancellationToken);
    }

    public Task WaitForWorkAsync(TimeSpan timeout, CancellationToken cancellationToken = default) => signal.WaitAsync(timeout, cancellationToken);

    public Task<int> DeleteBeforeAsync(DateTimeOffset stoppedBefore, int limit, CancellationToken cancellationToken = default) =>
        Locked((stoppedBefore, limit), static (table, query) => table.DeleteBefore(query.stoppedBefore, query.limit), cancellationToken);

    private Task<TResult> Locked<TArgument, TResult>(
        TArgument argument, Func<RunTable, TArgument, TResult> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        lock (gate)
        {
            return Task.FromResult(operation(table, argument));
        }
    }
}
