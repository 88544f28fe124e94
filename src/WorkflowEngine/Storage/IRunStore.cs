using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>Keeps runs with their jobs, tasks, steps and events. The engine decides; the store only checks that the writer may still save.</summary>
public interface IRunStore
{
    /// <summary>
    /// Stores new runs, their plans and the delivery key in one step, and gives each run its id and number.
    /// When the key was stored before, nothing is written and the runs of the first delivery, as they are now, are given instead.
    /// Of two callers with the same key exactly one creates; the other sees the first one's runs.
    /// </summary>
    /// <exception cref="ArgumentException">The store cannot write in a transaction of the kind of <see cref="RunCreation.Transaction"/>.</exception>
    Task<RunCreationResult> TryCreateAsync(RunCreation creation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a run and its jobs; with <paramref name="sinceVersion"/> only the jobs that changed after that version.
    /// Null when there is no such run. What is read is one consistent moment. The cost follows the jobs returned, not those of the run.
    /// </summary>
    Task<RunSnapshot?> GetAsync(long runId, long sinceVersion = 0, CancellationToken cancellationToken = default);

    /// <summary>Reads the steps of all attempts of a run, ordered by job, attempt and index; steps that never started have none.</summary>
    Task<IReadOnlyList<StepRun>> GetStepsAsync(long runId, CancellationToken cancellationToken = default);

    /// <summary>Reads a plan by its hash; null when it is not stored.</summary>
    Task<RunPlan?> GetPlanAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves a change if the run still has the version it was computed from; all of it or nothing.
    /// The loser of a race gets <c>false</c>, has changed nothing, and must read the run again; so does a writer whose run was deleted.
    /// </summary>
    Task<bool> TryApplyAsync(RunChange change, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes waiting tasks that are due (<see cref="TaskRun.NotBefore"/> is null or has come) and whose labels the worker has, highest
    /// priority first, then oldest, and gives the worker a lease on each. The task becomes Running; the run's version stays as it is.
    /// A task is claimed at most once, whatever the number of callers. Empty when there is nothing to do.
    /// Of two tasks the older is the one of the smaller run id, then of the smaller job index, then of the smaller attempt.
    /// A task is passed over while an older run (a smaller id) of its run's concurrency group in the scope has not ended, and while
    /// another task of its own concurrency group in the scope is Running, or is older and Waiting, due or not.
    /// </summary>
    Task<IReadOnlyList<ClaimedTask>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Extends leases that are still held. The answer has one entry per lease, in order. A lease that expired but was not yet taken
    /// away is extended; one whose task ended, or that names another worker or token than the task has, is lost and stays so.
    /// </summary>
    Task<IReadOnlyList<LeaseStatus>> RenewAsync(
        IReadOnlyList<JobLease> leases, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Lists running tasks whose lease expires at or before an instant, earliest first. Changes nothing: the reaper turns each
    /// into a fact.</summary>
    Task<IReadOnlyList<TaskKey>> ListExpiredLeasesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists runs that have not ended and were not asked to cancel although a newer run of their concurrency group in the scope, which has
    /// not ended either, has <see cref="WorkflowRun.CancelInProgress"/>; oldest first. Changes nothing.
    /// The cost follows the groups that have such a newer run, not the number of runs.
    /// </summary>
    Task<IReadOnlyList<SupersededRun>> ListSupersededAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads events of all runs that were stored after a position, in the order they were stored; per run without gaps. Nothing is ever
    /// stored later at a position that was already read past; so an event is not read while something with an earlier position is still
    /// being stored. Events that share a position are read together: whole positions are read until there are at least
    /// <paramref name="limit"/> events, so the answer may hold a few more.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(long afterPosition, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads events of one run after a sequence number, in order.</summary>
    Task<IReadOnlyList<RunEvent>> ReadRunEventsAsync(
        long runId, long afterSequence, int limit, CancellationToken cancellationToken = default);

    /// <summary>The position an observer has saved; 0 when it never did.</summary>
    Task<long> GetObserverPositionAsync(string observer, CancellationToken cancellationToken = default);

    /// <summary>Saves how far an observer has come. A position never goes back: a smaller one changes nothing.</summary>
    Task SaveObserverPositionAsync(string observer, long position, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes when there may be new work, new events or new log lines since the call, or when <paramref name="timeout"/> is over.
    /// Only a hint: it may complete for nothing, and a waiter that misses one finds the work at its next look. A caller that must not
    /// miss what happens between its look and its wait calls this first, then looks, and awaits only when it found nothing.
    /// </summary>
    Task WaitForWorkAsync(TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes ended runs that stopped before an instant, earliest stop first, at most <paramref name="limit"/>, with their jobs, tasks,
    /// steps, events and logs, and returns how many runs. Plans that no run names any more go with them, and so does a delivery key with
    /// the last of its runs; a key that never had runs goes when it arrived before the instant. Runs that have not ended are never
    /// touched.
    /// </summary>
    Task<int> DeleteBeforeAsync(DateTimeOffset stoppedBefore, int limit, CancellationToken cancellationToken = default);
}
