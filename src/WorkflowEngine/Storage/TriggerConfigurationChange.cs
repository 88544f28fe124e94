namespace WorkflowEngine.Storage;

/// <summary>A configuration to be saved if nobody else did in the meantime.</summary>
/// <param name="Configuration">As it is to be; the store sets the version to one above the expected one and keeps the first <c>CreatedAt</c>.</param>
/// <param name="ExpectedVersion">The version it was made from; 0 when none was stored.</param>
/// <param name="CancelTypes">The types for which nothing may wait any more.</param>
public sealed record TriggerConfigurationChange(
    TriggerConfiguration Configuration, long ExpectedVersion, IReadOnlyList<string> CancelTypes);
