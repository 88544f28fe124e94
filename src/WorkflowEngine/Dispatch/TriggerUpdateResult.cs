namespace WorkflowEngine.Dispatch;

/// <summary>What became of a change of configurations.</summary>
/// <param name="Status">What.</param>
/// <param name="Error">The first rule that was broken, for people; null when none was.</param>
/// <param name="Triggers">The configurations after the change; null unless it was made.</param>
public sealed record TriggerUpdateResult(TriggerUpdateStatus Status, string? Error, WorkflowTriggers? Triggers);
