using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Logs;
using WorkflowEngine.Execution.Values;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>The execution of one step: its attempts, its time and what is told about it.</summary>
/// <param name="job">The attempt of the job.</param>
/// <param name="step">The step.</param>
/// <param name="index">The position of the step in its job, steps within steps counted.</param>
/// <param name="group">The parallel step it belongs to; null when it stands in the job itself.</param>
internal sealed class StepExecution(JobExecution job, StepDefinition step, int index, StepGroup? group)
{
    /// <summary>How long a step that was stopped may take beyond the grace of the program it runs.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    private StepLog? _log;

    private WorkflowEngineOptions Options => job.Executor.Options;

    private TimeProvider Time => job.Executor.Time;

    private StepLog Log => _log ??= new StepLog(job.LogSource, index, job.Mask, Options);

    /// <summary>Tells that the step ended without having run, and so did the steps within it.</summary>
    public void End(StatusReason reason)
    {
        var status = reason.Code switch
        {
            ReasonCodes.Cancelled => WorkflowStatus.Cancelled,
            ReasonCodes.ConditionError => WorkflowStatus.Failure,
            _ => WorkflowStatus.Skipped,
        };
        job.Report(step, Row(status, null) with { Reason = reason, StoppedAt = Time.GetUtcNow() }, group is not null);
        var next = index + 1;
        foreach (var child in step.Steps)
        {
            new StepExecution(job, child, next, new StepGroup(step, group)).End(reason);
            next += StepOrder.CountOf(child);
        }
    }

    /// <summary>Runs the step and tells when it begins and ends. A failure is a status, not an exception.</summary>
    public async ValueTask<WorkflowStatus> RunAsync(CancellationToken cancellationToken)
    {
        var row = Row(WorkflowStatus.Running, Time.GetUtcNow());
        job.Report(step, row, group is not null);
        var result = await AttemptsAsync(cancellationToken).ConfigureAwait(false);
        if (_log is not null)
        {
            _log.Finish();
            await job.FlushLogAsync().ConfigureAwait(false);
        }

        var ended = row with
        {
            Status = result.Status,
            Reason = Masked(result.Reason),
            ExitCode = result.ExitCode,
            Output = job.Mask.IsEmpty ? result.Output : job.Mask.Apply(result.Output),
            StoppedAt = Time.GetUtcNow(),
        };
        job.Report(step, ended, group is not null);
        return result.Status;
    }

    private async ValueTask<StepResult> AttemptsAsync(CancellationToken cancellationToken)
    {
        for (var failed = 0; ; failed++)
        {
            var result = await AttemptAsync(cancellationToken).ConfigureAwait(false);
            if (result.Status != WorkflowStatus.Failure || cancellationToken.IsCancellationRequested
                || !RetryRule.Allows(step.Retry, failed, result.Reason))
            {
                return result;
            }

            var delay = RetryRule.Delay(step.Retry!, failed + 1, HashCode.Combine(job.Task.Key, index));
            var why = result.Reason?.Code == ReasonCodes.ExitCode ? $"exit code {result.ExitCode}" : result.Reason?.ToString();
            Log.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"attempt {failed + 1} failed: {why}; retry {failed + 1} of {step.Retry!.Count} in {delay.TotalSeconds:0.###} s"));
            job.Deadline.Arm();
            try
            {
                await Task.Delay(delay, Time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return Stopped(stepDeadline: null);
            }
        }
    }

    private async ValueTask<StepResult> AttemptAsync(CancellationToken cancellationToken)
    {
        using var deadline = step.Timeout is { } timeout ? new JobDeadline(timeout, Time, cancellationToken) : null;
        var token = deadline?.Token ?? cancellationToken;
        StepResult result;
        try
        {
            if (step.Kind == StepKind.Parallel)
            {
                deadline?.Arm();
                result = await new ParallelExecution(job, step, index, group).RunAsync(token).ConfigureAwait(false);
            }
            else
            {
                result = await InvokeAsync(deadline, token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Stopped(deadline);
        }
        catch (Exception exception)
        {
            // The top of what the host's code is called from: whatever it throws is the failure of this step alone.
            return StepResult.Failure(ReasonCodes.Exception, $"{exception.GetType().Name}: {exception.Message}");
        }

        return result.Status switch
        {
            WorkflowStatus.Success or WorkflowStatus.Skipped => result,
            _ when token.IsCancellationRequested => Stopped(deadline),
            WorkflowStatus.Failure or WorkflowStatus.Cancelled => result,
            _ => StepResult.Failure(ReasonCodes.InvalidStep, $"The runner gave the status {result.Status}, which is not final"),
        };
    }

    private async ValueTask<StepResult> InvokeAsync(JobDeadline? deadline, CancellationToken token)
    {
        if (!job.Executor.Runners.TryGetValue(step.Kind, out var runner))
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, $"Nothing here runs steps of the kind '{step.Kind}'");
        }

        // Code that never awaits cannot be armed for afterwards. Only a limit that somebody wrote down is worth a timer for each step.
        deadline?.Arm();
        if (job.Task.Job.Definition.Timeout is not null)
        {
            job.Deadline.Arm();
        }

        var context = Context(step);
        var running = StepValues.IsNeeded(step) ? RunWithValuesAsync(runner, context, token) : runner.RunAsync(context, token);
        if (running.IsCompletedSuccessfully)
        {
            return await running.ConfigureAwait(false);
        }

        job.Deadline.Arm();
        return await SuperviseAsync(running, token).ConfigureAwait(false);
    }

    private StepContext Context(StepDefinition definition) => new()
    {
        Run = job.Task.Run,
        Job = job.Task.Job,
        Task = job.Task.Key,
        Step = definition,
        Env = new StepEnvironment(job.Task, definition, group, job.Workspace),
        Log = Log,
        Services = job.Executor.Services,
        JobWorkspace = job.Workspace,
    };

    /// <summary>Runs a step with the values that its placeholders have now.</summary>
    private async Task<StepResult> RunWithValuesAsync(IStepRunner runner, StepContext context, CancellationToken token)
    {
        try
        {
            var source = new ValueSource(job.Results, context.Env, job.Executor.Secrets, context.OpenWorkspaceAsync);
            var resolved = await StepValues.ResolveAsync(step, source, token).ConfigureAwait(false);
            return await runner.RunAsync(Context(resolved), token).ConfigureAwait(false);
        }
        catch (UnresolvedValueException exception)
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, exception.Message);
        }
        catch (WorkflowEngineException exception)
        {
            return StepResult.Failure(ReasonCodes.StartFailed, exception.Message);
        }
    }

    /// <summary>Waits for a step; one that does not stop when it is told to is left behind, so that its job can end.</summary>
    private async Task<StepResult> SuperviseAsync(Task<StepResult> running, CancellationToken token)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), told))
        {
            await Task.WhenAny(running, told.Task).ConfigureAwait(false);
        }

        if (!running.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            await Task.WhenAny(running, Task.Delay(Options.StopGrace + StopMargin, Time, done.Token)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
        }

        if (running.IsCompleted)
        {
            return await running.ConfigureAwait(false);
        }

        Log.WriteLine("the step did not stop when it was told to and was left behind");
        _ = running.ContinueWith(
            static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new OperationCanceledException(token);
    }

    private StepResult Stopped(JobDeadline? stepDeadline)
    {
        if (stepDeadline is { IsOver: true })
        {
            return StepResult.Failure(ReasonCodes.Timeout, TimedOut("the step", stepDeadline));
        }

        if (job.Deadline.IsOver)
        {
            return StepResult.Failure(ReasonCodes.Timeout, TimedOut("the job", job.Deadline));
        }

        return !job.IsCancelled && group is not null
            ? StepResult.Failure(ReasonCodes.Timeout, $"the time of step '{group.Step.Id}' was used up")
            : new StepResult { Status = WorkflowStatus.Cancelled, Reason = new StatusReason(ReasonCodes.Cancelled, "Workflow cancelled") };
    }

    private static string TimedOut(string what, JobDeadline deadline) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} timed out after {deadline.Timeout.TotalSeconds:0.###} s");

    private StatusReason? Masked(StatusReason? reason) =>
        job.Mask.IsEmpty || reason is null ? reason : reason with { Text = job.Mask.Apply(reason.Text) };

    private StepRun Row(WorkflowStatus status, DateTimeOffset? startedAt) => new()
    {
        Job = job.Task.Key.Job,
        Attempt = job.Task.Key.Attempt,
        Index = index,
        Id = step.Id,
        Label = step.DisplayName,
        Status = status,
        StartedAt = startedAt,
    };
}
