namespace WorkflowEngine.Sources.Packs;

/// <summary>How far loading has come.</summary>
/// <param name="Done">How many files are done.</param>
/// <param name="Total">How many there are.</param>
public readonly record struct PackProgress(int Done, int Total);
