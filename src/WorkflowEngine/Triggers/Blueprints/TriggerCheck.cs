namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>One of the questions that decide whether a job starts a workflow.</summary>
/// <param name="Check">What was asked: <c>loop, live, type, enabled, scope, status, name, conditions, limits, delay</c>.</param>
/// <param name="Passed">Whether the answer lets it go on.</param>
/// <param name="Detail">What was found, in a few words; null when there is nothing to add.</param>
public sealed record TriggerCheck(string Check, bool Passed, string? Detail = null);
