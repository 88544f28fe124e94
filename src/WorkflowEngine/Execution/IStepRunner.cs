using WorkflowEngine.Definitions;

namespace WorkflowEngine.Execution;

/// <summary>Executes steps of one kind. Registered by <see cref="StepKind"/>; timeouts, retries, masking and log limits are wrapped around it.</summary>
public interface IStepRunner
{
    /// <summary>
    /// Executes a step to its end. A failure of the step is a result and not an exception. When the token is cancelled the runner stops
    /// what it started, children included, and returns or throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken);
}
