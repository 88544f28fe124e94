namespace WorkflowEngine.Definitions;

/// <summary>A group of which at most one run (or job) is active; the others wait in order.</summary>
/// <param name="Group">The name of the group, unique within the scope.</param>
/// <param name="CancelInProgress">Whether a newcomer cancels the active one instead of waiting for it. Default: false.</param>
public sealed record ConcurrencyDefinition(string Group, bool CancelInProgress = false);
