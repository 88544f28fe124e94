using WorkflowEngine.Runs;

namespace WorkflowEngine.Dispatch;

/// <summary>A run with everything that belongs to it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Jobs">Its jobs, in plan order.</param>
/// <param name="Steps">The steps of all attempts that have started, ordered by job, attempt and index.</param>
public sealed record RunDetails(WorkflowRun Run, RunPlan Plan, IReadOnlyList<JobRun> Jobs, IReadOnlyList<StepRun> Steps);
