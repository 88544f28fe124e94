using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>A worker's right to a task until it expires. Every write of the worker carries it.</summary>
/// <param name="Task">The attempt of the job.</param>
/// <param name="Worker">The worker that has it.</param>
/// <param name="Token">A number that no other claim has.</param>
public sealed record JobLease(TaskKey Task, string Worker, long Token);
