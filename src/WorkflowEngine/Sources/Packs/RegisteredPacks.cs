namespace WorkflowEngine.Sources.Packs;

/// <summary>A folder of packs that the host has added.</summary>
/// <param name="Options">Where it is.</param>
/// <param name="IsWatched">Whether changes of its files are followed while the engine runs.</param>
internal sealed record RegisteredPacks(PackLoaderOptions Options, bool IsWatched);
