namespace WorkflowEngine.Storage;

/// <summary>A row that is to wait, to wait differently, or to go.</summary>
/// <param name="Row">The row: without id when it is new, otherwise with the version it was read with.</param>
/// <param name="IsRemoved">Whether it is to go.</param>
public sealed record PendingChange(PendingTrigger Row, bool IsRemoved = false);
