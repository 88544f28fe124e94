using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>How an attempt of a job ended.</summary>
/// <param name="Status">Success, Failure or Cancelled; Cancelled exactly when the caller's token stopped it or a step said so.</param>
/// <param name="Reason">Why; null for success.</param>
/// <param name="Outputs">What action and Python steps gave, a JSON object by step id; null when nothing was given.</param>
internal readonly record struct TaskOutcome(WorkflowStatus Status, StatusReason? Reason = null, string? Outputs = null);
