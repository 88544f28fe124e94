using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch;

/// <summary>What the completion of a job started.</summary>
/// <param name="Repeated">Whether the completion was known, so that nothing new was started.</param>
/// <param name="Runs">The runs; those of the first delivery when it was repeated.</param>
/// <param name="History">What became of each workflow that has the type switched on, ordered by scope and ref.</param>
public sealed record JobCompletionResult(bool Repeated, IReadOnlyList<WorkflowRun> Runs, IReadOnlyList<TriggerHistoryEntry> History);
