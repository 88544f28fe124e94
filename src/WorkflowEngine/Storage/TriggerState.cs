namespace WorkflowEngine.Storage;

/// <summary>What the decision on one workflow depends on.</summary>
/// <param name="Configuration">What is stored; null when nothing is.</param>
/// <param name="Timers">The rows that wait and take further events in.</param>
/// <param name="Deferred">The rows that wait for room, counted by type.</param>
/// <param name="ActiveRuns">How many runs that triggers started have not ended.</param>
public sealed record TriggerState(
    TriggerConfiguration? Configuration,
    IReadOnlyList<PendingTrigger> Timers,
    IReadOnlyList<DeferredCount> Deferred,
    int ActiveRuns);
