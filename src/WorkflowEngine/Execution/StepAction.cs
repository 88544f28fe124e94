namespace WorkflowEngine.Execution;

/// <summary>Code of the host application that executes an action step. An exception makes the step fail.</summary>
/// <param name="context">What the code may know; it may set <see cref="StepContext.Output"/>.</param>
/// <param name="cancellationToken">Cancelled when the step is to stop: the run was cancelled or the time is used up.</param>
public delegate ValueTask StepAction(StepContext context, CancellationToken cancellationToken);
