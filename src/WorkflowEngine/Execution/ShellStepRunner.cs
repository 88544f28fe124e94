using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>Executes shell steps: the command is one argument of <c>sh -c</c>, never part of a line that is put together.</summary>
internal sealed class ShellStepRunner(ProcessRunner processes) : IStepRunner
{
    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Step.Run))
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, "Empty command");
        }

        var (folder, failure) = await ProcessStep.OpenFolderAsync(context, cancellationToken).ConfigureAwait(false);
        if (folder is null)
        {
            return failure!;
        }

        var start = new ProcessStart
        {
            Command = ["sh", "-c", context.Step.Run],
            Folder = folder,
            Env = context.Env,
            OtherFolders = ["/bin", "/usr/bin"],
        };
        var result = await processes.RunAsync(start, context.Log, control: null, cancellationToken).ConfigureAwait(false);
        if (result.WasStopped)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return ProcessStep.ToResult(result, result.StartError is null ? ProcessStep.OutputOf(result) : null);
    }
}
