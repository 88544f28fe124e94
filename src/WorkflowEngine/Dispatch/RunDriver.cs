using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch;

/// <summary>
/// Carries facts to the store. Facts of one run are applied in order, and those that come while a change is being saved go into the next
/// change together. A lost race with another process is read up on and computed again.
/// </summary>
internal sealed partial class RunDriver(
    IWorkflowStore store, PlanCache plans, RunFeed feed, TimeProvider time, RunRules rules, ILogger<RunDriver> logger)
{
    /// <summary>Above this many runs in memory, idle ones are forgotten and loaded again when a fact comes.</summary>
    private const int MaxIdleLanes = 20_000;

    private static readonly TimeSpan[] RetryDelays =
        [.. new[] { 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 5, 5, 5, 5 }.Select(TimeSpan.FromSeconds)];

    private readonly ConcurrentDictionary<long, RunLane> _lanes = new();

    /// <summary>Told of each task that a stored change asks to stop; a worker in this process then need not wait for its next renewal.</summary>
    public event Action<TaskKey>? TaskStopRequested;

    /// <summary>Told when a stored change ended a job that has a type; who looks for such jobs then need not wait for the next look.</summary>
    public event Action? TypedJobEnded;

    /// <summary>Remembers a run that this process has just made, so that its first fact needs no reading.</summary>
    public void Adopt(WorkflowRun run, NewRun created, CachedPlan plan)
    {
        if (run.Status.IsTerminal() || _lanes.Count >= MaxIdleLanes)
        {
            return;
        }

        _lanes.TryAdd(run.Id, new RunLane(run.Id, RunState.Load(run, plan.Plan, plan.Graph, created.Jobs)));
    }

    /// <summary>
    /// Gives a claimed task its lane, which stays in memory until <see cref="EndTask"/>, and the run as this process knows it: the plan is
    /// right, the rest may be older than the claim.
    /// </summary>
    public ValueTask<(RunLane Lane, RunState State)> BeginTaskAsync(ClaimedTask task)
    {
        var lane = _lanes.GetOrAdd(task.Lease.Task.RunId, static id => new RunLane(id));
        Interlocked.Increment(ref lane.LocalTasks);
        return lane.State is { } state ? ValueTask.FromResult((lane, state)) : BeginAsync(lane);
    }

    public void EndTask(RunLane lane)
    {
        if (Interlocked.Decrement(ref lane.LocalTasks) == 0)
        {
            // A task that was stopped may leave facts behind that nobody was going to save.
            Flush(lane);
            Forget(lane);
        }
    }

    /// <summary>Adds a fact without starting to save it; <see cref="Flush"/> does, or the next fact.</summary>
    public static void Add(RunLane lane, RunFact fact) => lane.Add(new PendingFact(fact, null));

    /// <summary>Starts to save what was added.</summary>
    public void Flush(RunLane lane)
    {
        if (lane.TryBegin())
        {
            _ = DrainAsync(lane);
        }
    }

    /// <summary>Applies a fact and completes when that is stored; false when the fact no longer applies.</summary>
    public Task<bool> PostAsync(RunLane lane, RunFact fact)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lane.Add(new PendingFact(fact, done));
        Flush(lane);
        return done.Task;
    }

    /// <summary>Applies a fact to a run that may not be in memory.</summary>
    public Task<bool> PostAsync(long runId, RunFact fact) => PostAsync(_lanes.GetOrAdd(runId, static id => new RunLane(id)), fact);

    private async ValueTask<(RunLane Lane, RunState State)> BeginAsync(RunLane lane)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    var loaded = await TryLoadAsync(lane).ConfigureAwait(false)
                        ?? throw new WorkflowEngineException($"Run {lane.RunId} has a task but is not in the store.");
                    return (lane, loaded);
                }
                catch (WorkflowStoreException exception) when (exception.IsTransient && attempt < RetryDelays.Length)
                {
                    LogLoadRetried(logger, lane.RunId, attempt + 1, exception);
                    await Task.Delay(RetryDelays[attempt], time).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            EndTask(lane);
            throw;
        }
    }

    private async Task DrainAsync(RunLane lane)
    {
        while (lane.TakeOrEnd() is { } pending)
        {
            try
            {
                await ApplyUntilStoredAsync(lane, pending).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The top of the loop: whatever broke, the callers are told and the lane starts from the store again.
                lane.ClearState();
                LogApplyFailed(logger, lane.RunId, exception);
                foreach (var fact in pending)
                {
                    fact.Done?.TrySetException(exception);
                }
            }
        }

        Forget(lane);
    }

    /// <summary>
    /// Facts are what already happened, so a store that is away for a moment is waited for; and for as long as it takes while tasks of
    /// the run execute here, because what is not recorded would be done again.
    /// </summary>
    private async Task ApplyUntilStoredAsync(RunLane lane, List<PendingFact> pending)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ApplyAsync(lane, pending).ConfigureAwait(false);
                return;
            }
            catch (WorkflowStoreException exception)
                when (exception.IsTransient && (attempt < RetryDelays.Length || Volatile.Read(ref lane.LocalTasks) > 0))
            {
                LogApplyRetried(logger, lane.RunId, attempt + 1, exception);
                await Task.Delay(RetryDelays[Math.Min(attempt, RetryDelays.Length - 1)], time).ConfigureAwait(false);
            }
        }
    }

    private async Task ApplyAsync(RunLane lane, List<PendingFact> pending)
    {
        var facts = new RunFact[pending.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = pending[i].Fact;
        }

        // What happened is recorded whatever the caller has given up meanwhile, so nothing here takes a caller's token.
        var isFresh = lane.State is null;
        if (isFresh && await TryLoadAsync(lane).ConfigureAwait(false) is null)
        {
            Answer(pending, new bool[facts.Length]);
            return;
        }

        while (true)
        {
            var state = lane.State!;
            var transition = RunStateMachine.Apply(state, facts, time.GetUtcNow(), rules);
            if (transition.Change is null)
            {
                // A change that is saved proves that the state was right. Without one, facts may have been refused only because another
                // process has moved the run on, so the store is asked before anybody is told.
                if (isFresh)
                {
                    Answer(pending, transition.Accepted);
                    return;
                }
            }
            else if (await store.Runs.TryApplyAsync(transition.Change, CancellationToken.None).ConfigureAwait(false))
            {
                state.Accept(transition.Change);
                Answer(pending, transition.Accepted);
                Tell(lane.RunId, transition.Change);
                return;
            }

            if (!await RefreshAsync(lane).ConfigureAwait(false))
            {
                // The run was deleted; without a state the lane is forgotten.
                lane.ClearState();
                Answer(pending, new bool[facts.Length]);
                return;
            }

            isFresh = true;
        }
    }

    private async Task<RunState?> TryLoadAsync(RunLane lane)
    {
        var snapshot = await store.Runs.GetAsync(lane.RunId, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        if (snapshot is null)
        {
            return null;
        }

        var plan = await plans.GetAsync(snapshot.Run.PlanHash, CancellationToken.None).ConfigureAwait(false);
        var state = RunState.Load(snapshot.Run, plan.Plan, plan.Graph, snapshot.Jobs);

        // Two tasks of a run may load at once; whoever drains the lane must go on seeing the one state it has begun with.
        return lane.SetState(state);
    }

    private async Task<bool> RefreshAsync(RunLane lane)
    {
        var known = lane.State!.Run.Version;
        var snapshot = await store.Runs.GetAsync(lane.RunId, known, CancellationToken.None).ConfigureAwait(false);
        if (snapshot is null)
        {
            return false;
        }

        LogRefreshed(logger, lane.RunId, known, snapshot.Run.Version);
        lane.State.Refresh(snapshot.Run, snapshot.Jobs);
        return true;
    }

    private void Tell(long runId, RunChange change)
    {
        foreach (var task in change.Tasks)
        {
            if (task.CancelRequested || task.Status == WorkflowStatus.Cancelled)
            {
                TaskStopRequested?.Invoke(new TaskKey(runId, task.Job, task.Attempt));
            }
        }

        foreach (var told in change.Events)
        {
            if (told.JobType is not null)
            {
                TypedJobEnded?.Invoke();
                break;
            }
        }

        feed.Publish(runId);
    }

    private void Forget(RunLane lane)
    {
        var ended = lane.State is null || lane.State.Run.Status.IsTerminal();
        if ((ended || _lanes.Count > MaxIdleLanes) && Volatile.Read(ref lane.LocalTasks) == 0 && lane.IsIdle)
        {
            _lanes.TryRemove(KeyValuePair.Create(lane.RunId, lane));
        }
    }

    private static void Answer(List<PendingFact> pending, IReadOnlyList<bool> accepted)
    {
        for (var i = 0; i < pending.Count; i++)
        {
            pending[i].Done?.TrySetResult(accepted[i]);
        }
    }
}
