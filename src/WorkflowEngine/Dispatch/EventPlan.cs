namespace WorkflowEngine.Dispatch;

/// <summary>A plan that was made for an event, and what it read of it: it holds for every event that agrees on that.</summary>
internal sealed record EventPlan(IReadOnlyDictionary<string, string?> Facts, CachedPlan Plan);
