using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Claims tasks, executes them and reports how they ended, as many at once as the host allows.</summary>
internal sealed partial class JobWorker : BackgroundService
{
    /// <summary>How many ended tasks may wait for their end to be stored before the worker stops claiming.</summary>
    private const int MaxUnstored = 1024;

    private readonly IWorkflowStore _store;
    private readonly RunDriver _driver;
    private readonly RunningTasks _running;
    private readonly JobExecutor _executor;
    private readonly WorkflowEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JobWorker> _logger;
    private readonly string _name;
    private readonly string[] _labels;
    private readonly Scope[] _scopes;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private int _busy;
    private int _unstored;
    private TaskCompletionSource? _drained;

    public JobWorker(
        IWorkflowStore store, RunDriver driver, RunningTasks running, JobExecutor executor, IOptions<WorkflowEngineOptions> options,
        TimeProvider time, ILogger<JobWorker> logger)
    {
        _store = store;
        _driver = driver;
        _running = running;
        _executor = executor;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _name = _options.WorkerName ?? $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
        _labels = [.. _options.Labels];
        _scopes = [.. _options.Scopes];
        driver.TaskStopRequested += running.Cancel;
    }

    /// <summary>The name under which the worker claims.</summary>
    public string Name => _name;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _driver.TaskStopRequested -= _running.Cancel;
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogStarted(_logger, _name, _options.MaxConcurrentJobs);
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ClaimAsync(stoppingToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The top of the loop: a worker must outlive a store that is away.
                LogClaimFailed(_logger, exception);
                await WaitAsync(TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(failures++, 6), 5000)), stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        var free = Volatile.Read(ref _unstored) >= MaxUnstored ? 0 : _options.MaxConcurrentJobs - Volatile.Read(ref _busy);
        if (free <= 0)
        {
            await _changed.WaitAsync(stoppingToken).ConfigureAwait(false);
            return;
        }

        if (await TakeAsync(free, stoppingToken).ConfigureAwait(false))
        {
            return;
        }

        // Work that comes after this look is told of by the wait, so the wait begins before the look.
        var wake = _store.Runs.WaitForWorkAsync(_options.PollInterval, stoppingToken);
        if (!await TakeAsync(free, stoppingToken).ConfigureAwait(false))
        {
            await wake.ConfigureAwait(false);
        }
    }

    private async Task<bool> TakeAsync(int limit, CancellationToken stoppingToken)
    {
        var now = _time.GetUtcNow();
        var request = new ClaimRequest
        {
            Worker = _name,
            Limit = limit,
            Labels = _labels,
            Scopes = _scopes,
            Now = now,
            ExpiresAt = now + _options.LeaseDuration,
        };
        var tasks = await _store.Runs.ClaimAsync(request, stoppingToken).ConfigureAwait(false);
        foreach (var task in tasks)
        {
            // On the pool, so that a step that never waits holds up neither the next claim nor its neighbours.
            Interlocked.Increment(ref _busy);
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Worker.RunAsync(work.Task), (Worker: this, Task: task), preferLocal: false);
        }

        return tasks.Count > 0;
    }

    private async Task RunAsync(ClaimedTask claimed)
    {
        var task = new RunningTask(claimed.Lease);
        _running.Add(task);
        RunLane? lane = null;
        try
        {
            lane = await _driver.BeginTaskAsync(claimed, CancellationToken.None).ConfigureAwait(false);
            var ended = ExecuteAsync(lane, task);

            // What a job without waiting has reported so far goes to the store with its end, as one change.
            if (!ended.IsCompleted)
            {
                task.FlushFacts = true;
                _driver.Flush(lane);
            }

            var outcome = await ended.ConfigureAwait(false);
            Free(ref _busy);
            await ReportAsync(lane, task, outcome).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The top of a task: its lease runs out and it is attempted again.
            LogTaskFailed(_logger, claimed.Lease.Task.RunId, claimed.Lease.Task.Job, claimed.Lease.Task.Attempt, exception);
            if (lane is null)
            {
                Free(ref _busy);
            }
        }
        finally
        {
            _running.Remove(task);
            if (lane is not null)
            {
                _driver.EndTask(lane);
            }

            task.Dispose();
            if (_running.Count == 0)
            {
                Volatile.Read(ref _drained)?.TrySetResult();
            }
        }
    }

    private ValueTask<TaskOutcome> ExecuteAsync(RunLane lane, RunningTask task)
    {
        var key = task.Lease.Task;
        var state = lane.State!;
        RunDriver.Add(lane, new RunFact.TaskStarted(key.Job, key.Attempt, _name));
        var job = new JobTask
        {
            Run = state.Run,
            Job = state.Plan.Jobs[key.Job],
            Lease = task.Lease,
            Env = state.Plan.Env,
            Facts = step =>
            {
                RunDriver.Add(lane, step);
                if (task.FlushFacts)
                {
                    _driver.Flush(lane);
                }
            },
        };
        return _executor.ExecuteAsync(job, task.Token);
    }

    private async Task ReportAsync(RunLane lane, RunningTask task, TaskOutcome outcome)
    {
        var key = task.Lease.Task;
        RunFact fact;
        switch (task.Cause)
        {
            case StopCause.LeaseLost:
                LogLeaseLost(_logger, key.RunId, key.Job, key.Attempt);
                return;

            case StopCause.Shutdown when outcome.Status == WorkflowStatus.Cancelled:
                fact = new RunFact.TaskReleased(key.Job, key.Attempt);
                break;

            default:
                fact = new RunFact.TaskEnded(key.Job, key.Attempt, outcome.Status, outcome.Reason, outcome.Outputs);
                break;
        }

        Interlocked.Increment(ref _unstored);
        try
        {
            if (!await _driver.PostAsync(lane, fact).ConfigureAwait(false))
            {
                LogEndRefused(_logger, key.RunId, key.Job, key.Attempt);
            }
        }
        finally
        {
            Free(ref _unstored);
        }
    }

    private void Free(ref int counter)
    {
        Interlocked.Decrement(ref counter);
        try
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Another task has just done the same; one signal wakes the claim loop for both.
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _drained, drained);
        if (_running.Count == 0)
        {
            return;
        }

        if (_options.DrainTimeout > TimeSpan.Zero)
        {
            LogDraining(_logger, _running.Count, _options.DrainTimeout);
            await Task.WhenAny(drained.Task, Task.Delay(_options.DrainTimeout, _time, cancellationToken)).ConfigureAwait(false);
        }

        _running.StopAll(StopCause.Shutdown);
        var limit = Task.Delay(_options.StopGrace + TimeSpan.FromSeconds(5), _time, cancellationToken);
        await Task.WhenAny(drained.Task, limit).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(delay, _time, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop's own condition ends it.
        }
    }
}
