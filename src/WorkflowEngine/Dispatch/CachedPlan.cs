using WorkflowEngine.Runs;

namespace WorkflowEngine.Dispatch;

/// <summary>A plan with its graph, built once.</summary>
internal sealed record CachedPlan(RunPlan Plan, JobGraph Graph);
