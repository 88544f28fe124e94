namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A delayed start that takes further events in.</summary>
/// <param name="FirstAt">When its first event came.</param>
/// <param name="DueAt">When it is due as things stand.</param>
internal sealed record PendingTimer(DateTimeOffset FirstAt, DateTimeOffset DueAt);
