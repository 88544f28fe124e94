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

        if (await TryClaimAsync(free, stoppingToken).ConfigureAwait(false))
        {
            return;
        }

        // The wait begins before another look, so that work which comes in between is not left until the next poll.
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var work = _store.Runs.WaitForWorkAsync(_options.PollInterval, idle.Token);
        if (!await TryClaimAsync(free, stoppingToken).ConfigureAwait(false))
        {
            await work.ConfigureAwait(false);
        }

        await idle.CancelAsync().ConfigureAwait(false);
    }

    private async Task<bool> TryClaimAsync(int limit, CancellationToken stoppingToken)
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
        foreach (var claimed in tasks)
        {
            // At once, so that its lease is renewed however long it waits for a thread; and on a thread of its own, because code of the
            // host that does not wait would keep the tasks after it, and the next claim, from starting.
            var task = new RunningTask(claimed.Lease);
            _running.Add(task);
            Interlocked.Increment(ref _busy);
            _ = Task.Run(() => RunAsync(claimed, task), CancellationToken.None);
        }

        return tasks.Count > 0;
    }

    private async Task RunAsync(ClaimedTask claimed, RunningTask task)
    {
        RunLane? lane = null;
        var hasSlot = true;
        try
        {
            (lane, var state) = await _driver.BeginTaskAsync(claimed).ConfigureAwait(false);
            var ended = ExecuteAsync(lane, state, task);

            // What a job without waiting has reported so far goes to the store with its end, as one change.
            if (!ended.IsCompleted)
            {
                task.FlushFacts = true;
                _driver.Flush(lane);
            }

            var outcome = await ended.ConfigureAwait(false);
            hasSlot = false;
            Free(ref _busy);
            await ReportAsync(lane, task, outcome).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The top of a task: its lease runs out and it is attempted again.
            LogTaskFailed(_logger, claimed.Lease.Task.RunId, claimed.Lease.Task.Job, claimed.Lease.Task.Attempt, exception);
        }
        finally
        {
            if (hasSlot)
            {
                Free(ref _busy);
            }

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

    private ValueTask<TaskOutcome> ExecuteAsync(RunLane lane, RunState state, RunningTask task)
    {
        var key = task.Lease.Task;
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
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Another task has just done the same, and one signal wakes the claim loop for both; or the host has stopped without waiting.
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
