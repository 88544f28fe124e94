namespace WorkflowEngine.Storage;

/// <summary>Where a run stands in a commit.</summary>
/// <param name="Creation">The place of the creation.</param>
/// <param name="Run">The place of the run in it.</param>
public sealed record RunPlace(int Creation, int Run);
