using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>What became of a commit.</summary>
/// <param name="Status">What the store did.</param>
/// <param name="Runs">The runs of each creation with their ids and numbers; empty unless committed.</param>
public sealed record TriggerCommitResult(TriggerCommitStatus Status, IReadOnlyList<IReadOnlyList<WorkflowRun>> Runs);
