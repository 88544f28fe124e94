namespace WorkflowEngine.Tests.Support;

/// <summary>Tests that measure time: no other test of the process runs beside them.</summary>
[CollectionDefinition(nameof(TimedTests), DisableParallelization = true)]
public sealed class TimedTests;
