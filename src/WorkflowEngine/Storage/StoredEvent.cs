using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>An event with the place it has in the store.</summary>
/// <param name="Position">The position to read on from; several events stored together may share one, and are then read together.</param>
/// <param name="Event">The event.</param>
public sealed record StoredEvent(long Position, RunEvent Event);
