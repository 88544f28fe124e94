namespace WorkflowEngine.Runs;

/// <summary>What may happen to a step now, and why it is skipped.</summary>
internal readonly record struct StepDecision(StepDecisionKind Kind, StatusReason? Reason = null);
