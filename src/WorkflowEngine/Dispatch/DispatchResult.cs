using WorkflowEngine.Runs;

namespace WorkflowEngine.Dispatch;

/// <summary>What an event started.</summary>
/// <param name="Repeated">Whether the delivery was known, so that nothing new was started.</param>
/// <param name="Runs">The runs; those of the first delivery when it was repeated.</param>
public sealed record DispatchResult(bool Repeated, IReadOnlyList<WorkflowRun> Runs);
