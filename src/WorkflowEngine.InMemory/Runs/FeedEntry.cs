namespace WorkflowEngine.InMemory.Runs;

/// <summary>The events of one transition: a stretch of the events of its run.</summary>
internal readonly record struct FeedEntry(RunRecord Run, int First, int Count);
