using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>Executes action steps: code of the host, registered by name.</summary>
internal sealed class ActionStepRunner : IStepRunner
{
    private static readonly Task<StepResult> Succeeded = Task.FromResult(StepResult.Success);

    private readonly Dictionary<string, RegisteredStep> _steps = new(StringComparer.Ordinal);

    /// <param name="steps">The code; of two with one name the later one counts.</param>
    public ActionStepRunner(IEnumerable<RegisteredStep> steps)
    {
        foreach (var step in steps)
        {
            _steps[step.Name] = step;
        }
    }

    public Task<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var name = context.Step.Uses;
        if (string.IsNullOrEmpty(name))
        {
            return Failed(ReasonCodes.InvalidStep, "An action step needs the name of the action in 'uses'");
        }

        if (!_steps.TryGetValue(name, out var registered))
        {
            return Failed(ReasonCodes.UnknownAction, $"No action is registered under the name '{name}'");
        }

        // What the code throws, the executor turns into a failure.
        var running = registered.Step(context, cancellationToken);
        if (!running.IsCompletedSuccessfully)
        {
            return FinishAsync(running, context);
        }

        var result = WithOutput(running.Result, context);
        return ReferenceEquals(result, StepResult.Success) ? Succeeded : Task.FromResult(result);
    }

    private static async Task<StepResult> FinishAsync(ValueTask<StepResult> running, StepContext context) =>
        WithOutput(await running.ConfigureAwait(false), context);

    /// <summary>The result with what the code put into the context, unless it gave an output itself.</summary>
    private static StepResult WithOutput(StepResult result, StepContext context)
    {
        if (result.Output is null && context.Output is { } output)
        {
            result = result with { Output = output.GetRawText() };
        }

        return result.Output is null || result.Output.Length <= StepOutput.MaxLength
            ? result
            : StepResult.Failure(
                ReasonCodes.InvalidStep, $"The output has {result.Output.Length} characters; {StepOutput.MaxLength} are allowed");
    }

    private static Task<StepResult> Failed(string code, string text) => Task.FromResult(StepResult.Failure(code, text));
}
