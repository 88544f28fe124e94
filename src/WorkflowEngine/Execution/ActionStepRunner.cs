using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>Executes action steps: code of the host, registered by name.</summary>
internal sealed class ActionStepRunner(IReadOnlyDictionary<string, StepAction> actions) : IStepRunner
{
    private static readonly Task<StepResult> Succeeded = Task.FromResult(StepResult.Success);

    public Task<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var name = context.Step.Uses;
        if (string.IsNullOrEmpty(name))
        {
            return Failed(ReasonCodes.InvalidStep, "An action step needs the name of the action in 'uses'");
        }

        if (!actions.TryGetValue(name, out var action))
        {
            return Failed(ReasonCodes.UnknownAction, $"No action is registered under the name '{name}'");
        }

        // What the code throws, the executor turns into a failure.
        var running = action(context, cancellationToken);
        if (!running.IsCompletedSuccessfully)
        {
            return FinishAsync(running, context);
        }

        // A pooled source is only given back when somebody takes its result.
        _ = running.AsTask();
        return context.Output is null ? Succeeded : Task.FromResult(Result(context));
    }

    private static async Task<StepResult> FinishAsync(ValueTask running, StepContext context)
    {
        await running.ConfigureAwait(false);
        return Result(context);
    }

    private static StepResult Result(StepContext context)
    {
        if (context.Output is not { } output)
        {
            return StepResult.Success;
        }

        var text = output.GetRawText();
        return text.Length <= StepLimits.MaxOutputLength
            ? new StepResult { Status = WorkflowStatus.Success, Output = text }
            : StepResult.Failure(ReasonCodes.InvalidStep, $"The output has {text.Length} characters; {StepLimits.MaxOutputLength} are allowed");
    }

    private static Task<StepResult> Failed(string code, string text) => Task.FromResult(StepResult.Failure(code, text));
}
