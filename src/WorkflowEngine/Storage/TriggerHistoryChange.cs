namespace WorkflowEngine.Storage;

/// <summary>An entry to be stored.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Run">The new run that it tells of; null keeps the run of the entry.</param>
public sealed record TriggerHistoryChange(TriggerHistoryEntry Entry, RunPlace? Run = null);
