namespace WorkflowEngine.Storage;

/// <summary>How far an observer has come.</summary>
/// <param name="Observer">Its name.</param>
/// <param name="Position">The position it has saved.</param>
/// <param name="Behind">How many transitions are stored after that position.</param>
public sealed record ObserverLag(string Observer, long Position, long Behind);
