namespace WorkflowEngine.Storage;

/// <summary>How many rows of a type wait for room.</summary>
/// <param name="TriggerType">The type.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstId">The id of the one that came first.</param>
public sealed record DeferredCount(string TriggerType, int Count, long FirstId);
