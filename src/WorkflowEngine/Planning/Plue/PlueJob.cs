using WorkflowEngine.Definitions;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A job that the body adds with <c>ctx.trigger_job</c>.</summary>
/// <param name="Definition">The job; its needs are complete unless <paramref name="FollowsSteps"/> is set.</param>
/// <param name="FollowsSteps">Whether it named no dependencies and so starts after the workflow's own steps.</param>
internal sealed record PlueJob(JobDefinition Definition, bool FollowsSteps);
