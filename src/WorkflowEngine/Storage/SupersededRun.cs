namespace WorkflowEngine.Storage;

/// <summary>A run that is to make way for a newer one of its concurrency group.</summary>
/// <param name="RunId">The run, which has not ended and was not asked to cancel.</param>
/// <param name="NewcomerId">The newest run of the group that asks for it.</param>
public sealed record SupersededRun(long RunId, long NewcomerId);
