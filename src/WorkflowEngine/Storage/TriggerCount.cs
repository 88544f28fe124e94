using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Storage;

/// <summary>How many entries of the history are alike.</summary>
/// <param name="Workflow">The ref of the workflow.</param>
/// <param name="TriggerType">The type of the trigger.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The reason; null when there is none.</param>
/// <param name="Count">How many.</param>
/// <param name="LastAt">When the last one was evaluated.</param>
/// <param name="LastJobId">The job of the last one.</param>
public sealed record TriggerCount(
    string Workflow, string TriggerType, StartOutcome Outcome, string? Reason, int Count, DateTimeOffset LastAt, string LastJobId);
