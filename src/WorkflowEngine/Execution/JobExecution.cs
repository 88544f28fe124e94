using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution.Logs;
using WorkflowEngine.Execution.Values;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>The execution of one attempt: its steps in order, what they came to, and what they share. Made anew for every attempt.</summary>
internal sealed class JobExecution : IAsyncDisposable
{
    private readonly JobExecutor _executor;
    private readonly JobTask _task;
    private readonly CancellationToken _caller;
    private readonly JobDeadline _deadline;
    private readonly StepProgress _progress;
    private readonly Lock _lock = new();
    private JobLog? _log;
    private SortedList<int, (string Id, string Output)>? _outputs;
    private StepRun? _failed;
    private bool _cancelled;
    private bool _cutShort;

    public JobExecution(JobExecutor executor, JobTask task, CancellationToken caller)
    {
        (_executor, _task, _caller) = (executor, task, caller);
        var job = task.Job.Definition;
        _deadline = new JobDeadline(job.Timeout ?? executor.Options.JobTimeout, executor.Time, caller);
        _progress = new StepProgress(job.Steps, task.Run.Event);
        Workspace = executor.Workspaces?.For(task.Key, task.Run);
        LogSource = OpenLog;
        Mask = task.Secrets.Count + executor.Secrets.Count == 0
            ? SecretMask.None
            : new SecretMask([.. task.Secrets, .. executor.Secrets.Values]);
    }

    public JobExecutor Executor => _executor;

    public JobTask Task => _task;

    public JobDeadline Deadline => _deadline;

    public JobWorkspace? Workspace { get; }

    public SecretMask Mask { get; }

    /// <summary>What the steps that have ended came to, for those that name them.</summary>
    public StepResults Results { get; } = new();

    /// <summary>Opens the log of the job when the first line is written.</summary>
    public Func<JobLog> LogSource { get; }

    /// <summary>Whether the caller's token was cancelled.</summary>
    public bool IsCancelled => _caller.IsCancellationRequested;

    public StepProgress Progress => _progress;

    /// <summary>Guards <see cref="Progress"/> while steps run together.</summary>
    public Lock ProgressLock => _lock;

    public async ValueTask<TaskOutcome> RunAsync()
    {
        var steps = _task.Job.Definition.Steps;
        var order = StepOrder.Sort(steps);
        int[]? indexes = null;
        for (var i = 0; i < steps.Count; i++)
        {
            var position = order is null ? i : order[i];
            var step = steps[position];
            indexes ??= IndexesOf(steps);
            var execution = new StepExecution(this, step, indexes is [] ? position : indexes[position], group: null);
            if (WhyNot(step) is { } reason)
            {
                execution.End(reason);
            }
            else
            {
                await execution.RunAsync(_deadline.Token).ConfigureAwait(false);
            }
        }

        return Outcome();
    }

    /// <summary>Why no further step runs; null when steps may run.</summary>
    public StatusReason? WhyNotAny()
    {
        _deadline.Check();
        if (_deadline.IsOver)
        {
            _cutShort = true;
            return new StatusReason(ReasonCodes.Timeout, "the time of the job was used up");
        }

        return _caller.IsCancellationRequested ? new StatusReason(ReasonCodes.Cancelled, "Workflow cancelled") : null;
    }

    /// <summary>Tells where a step stands now, and remembers what the steps after it must know.</summary>
    public void Report(StepDefinition step, StepRun run, bool isChild)
    {
        lock (_lock)
        {
            _progress.Set(step, run.Status, isChild);
            if (run.Status.IsTerminal())
            {
                Results.Set(run);
            }

            _cancelled |= run.Status == WorkflowStatus.Cancelled;
            if (run.Status == WorkflowStatus.Failure && !isChild)
            {
                _failed ??= run;
            }
            else if (run is { Status: WorkflowStatus.Success, Output: { } output } && step.Kind is StepKind.Action or StepKind.Python)
            {
                (_outputs ??= [])[run.Index] = (run.Id, output);
            }

            _task.Facts(new RunFact.StepChanged(run));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync().ConfigureAwait(false);
        }

        Workspace?.Delete();
        _deadline.Dispose();
    }

    /// <summary>Completes when what was written is stored; a store that stays away is not waited for longer than its last tries take.</summary>
    public Task FlushLogAsync() => Volatile.Read(ref _log)?.FlushAsync() ?? System.Threading.Tasks.Task.CompletedTask;

    private JobLog OpenLog()
    {
        lock (_lock)
        {
            return _log ??= new JobLog(_executor.Logs, _task.Lease, _executor.Time, _executor.Logger);
        }
    }

    private StatusReason? WhyNot(StepDefinition step)
    {
        if (WhyNotAny() is { } stopped)
        {
            return stopped;
        }

        var decision = _progress.Decide(step);
        return decision.Kind switch
        {
            StepDecisionKind.Run => null,
            StepDecisionKind.Skip or StepDecisionKind.Fail => decision.Reason,
            _ => StepProgress.SkipOfCycle.Reason,
        };
    }

    private TaskOutcome Outcome()
    {
        if (_cutShort || (_deadline.IsOver && _failed is { Reason.Code: ReasonCodes.Timeout }))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"the job timed out after {_deadline.Timeout.TotalSeconds:0.###} s");
            return new TaskOutcome(WorkflowStatus.Failure, new StatusReason(ReasonCodes.Timeout, text), Outputs());
        }

        if (_caller.IsCancellationRequested && _cancelled)
        {
            return new TaskOutcome(WorkflowStatus.Cancelled, new StatusReason(ReasonCodes.Cancelled, "Workflow cancelled"), Outputs());
        }

        if (_failed is not null)
        {
            return new TaskOutcome(WorkflowStatus.Failure, new StatusReason(ReasonCodes.StepFailed, Describe(_failed)), Outputs());
        }

        return _cancelled
            ? new TaskOutcome(WorkflowStatus.Cancelled, new StatusReason(ReasonCodes.Cancelled), Outputs())
            : new TaskOutcome(WorkflowStatus.Success, null, Outputs());
    }

    private static string Describe(StepRun step)
    {
        var why = step.Reason switch
        {
            { Code: ReasonCodes.ExitCode } => string.Create(CultureInfo.InvariantCulture, $"exit code {step.ExitCode}"),
            null => "no reason given",
            var reason => reason.ToString(),
        };
        return $"step '{step.Label}' failed: {why}";
    }

    private string? Outputs()
    {
        if (_outputs is null)
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (id, output) in _outputs.Values)
            {
                writer.WritePropertyName(id);
                writer.WriteRawValue(output);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The index of each step; empty when there are no steps within steps and the position is the index.</summary>
    private static int[] IndexesOf(IReadOnlyList<StepDefinition> steps)
    {
        var flat = true;
        foreach (var step in steps)
        {
            flat &= step.Steps.Count == 0;
        }

        if (flat)
        {
            return [];
        }

        var indexes = new int[steps.Count];
        var next = 0;
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = next;
            next += StepOrder.CountOf(steps[i]);
        }

        return indexes;
    }
}
