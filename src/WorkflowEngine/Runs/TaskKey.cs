namespace WorkflowEngine.Runs;

/// <summary>Names one attempt of a job. An attempt is claimed at most once, so the key also fences off writers of older attempts.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's index in the run.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public readonly record struct TaskKey(long RunId, int Job, int Attempt);
