using WorkflowEngine.Runs;

namespace WorkflowEngine.Dispatch;

/// <summary>A fact on its way to the store.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Done">Told whether the fact applied, once that is stored; null when nobody waits for it.</param>
internal readonly record struct PendingFact(RunFact Fact, TaskCompletionSource<bool>? Done);
