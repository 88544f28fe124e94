using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>What the maker of operations must know of a run to make only operations that the engine could make.</summary>
internal sealed class ModelRun(WorkflowRun run, int jobs, IReadOnlyList<TaskRun> tasks)
{
    /// <summary>The run as it was saved last, by its name in the model.</summary>
    public WorkflowRun Run { get; set; } = run;

    public int Jobs { get; } = jobs;

    /// <summary>The attempts that have not ended.</summary>
    public List<(int Job, int Attempt)> LiveTasks { get; } = [.. tasks.Select(task => (task.Job, task.Attempt))];

    public int[] LastAttempts { get; } = [.. Enumerable.Repeat(1, jobs)];
}
