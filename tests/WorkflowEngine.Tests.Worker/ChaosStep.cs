using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Tests.Worker;

/// <summary>The one step of every job: notes that it began, takes its time, notes that it ended, and ends as <see cref="ChaosOutcome"/> says.</summary>
internal sealed class ChaosStep(Effects effects)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var (run, job, attempt) = (context.Run, context.Job, context.Task.Attempt);
        effects.Add("start", context);
        if (job.Label == "hang")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        var failed = job.Definition.Retry is null ? 0 : await FailedAttemptsAsync(context, cancellationToken);
        var duration = ChaosOutcome.Duration(run.Number, job.Label, attempt);
        if (duration > TimeSpan.Zero)
        {
            await Task.Delay(duration, TimeProvider.System, cancellationToken);
        }

        var succeeds = ChaosOutcome.Succeeds(run.Scope, run.Number, job.Label, failed);
        effects.Add(succeeds ? "success" : "failure", context);
        return succeeds ? StepResult.Success : StepResult.Failure(ReasonCodes.StepFailed, "it was its turn to fail");
    }

    /// <summary>While an attempt runs, the stored job says how many failed before it; a store that is away for a while is waited for.</summary>
    private static async Task<int> FailedAttemptsAsync(StepContext context, CancellationToken cancellationToken)
    {
        var client = context.Services.GetRequiredService<IWorkflowClient>();
        while (true)
        {
            try
            {
                var details = await client.GetAsync(context.Run.Id, cancellationToken);
                return details!.Jobs[context.Task.Job].FailedAttempts;
            }
            catch (WorkflowStoreException exception) when (exception.IsTransient)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
