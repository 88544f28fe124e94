using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Worker;

/// <summary>The one step of every job: notes that it began, takes its time, notes that it ended, and ends as <see cref="ChaosOutcome"/> says.</summary>
internal sealed class ChaosStep(Effects effects)
{
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var (run, job, attempt) = (context.Run, context.Job.Definition, context.Task.Attempt);
        effects.Add("start", run.Scope.Name, run.Number, job.Name, attempt);
        if (job.Name == "hang")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        var failed = job.Retry is null ? 0 : await FailedAttemptsAsync(context, cancellationToken);
        var duration = ChaosOutcome.Duration(run.Number, job.Name, attempt);
        if (duration > TimeSpan.Zero)
        {
            await Task.Delay(duration, TimeProvider.System, cancellationToken);
        }

        var succeeds = ChaosOutcome.Succeeds(run.Scope, run.Number, job.Name, failed);
        effects.Add(succeeds ? "success" : "failure", run.Scope.Name, run.Number, job.Name, attempt);
        return succeeds ? StepResult.Success : StepResult.Failure(ReasonCodes.StepFailed, "it was its turn to fail");
    }

    /// <summary>While an attempt runs, the stored job says how many failed before it.</summary>
    private static async Task<int> FailedAttemptsAsync(StepContext context, CancellationToken cancellationToken)
    {
        var client = context.Services.GetRequiredService<IWorkflowClient>();
        var details = await client.GetAsync(context.Run.Id, cancellationToken);
        return details!.Jobs[context.Task.Job].FailedAttempts;
    }
}
