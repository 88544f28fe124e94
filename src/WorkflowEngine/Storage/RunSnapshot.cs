using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>A run and jobs of it at one moment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Jobs">The jobs asked for, ordered by index. The status is the engine's; a task that was just claimed may not show in it yet.</param>
public sealed record RunSnapshot(WorkflowRun Run, IReadOnlyList<JobRun> Jobs);
