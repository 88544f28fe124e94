namespace WorkflowEngine.Execution;

/// <summary>Code that the host has added under a name.</summary>
internal sealed record RegisteredStep(string Name, Func<StepContext, CancellationToken, ValueTask<StepResult>> Step);
