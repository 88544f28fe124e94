using WorkflowEngine.Runs;

namespace WorkflowEngine.Sqlite.Claims;

/// <summary>A waiting task that a worker may take.</summary>
internal readonly record struct ClaimCandidate(TaskKey Task, int Priority, string PlanHash, long RunVersion) : IComparable<ClaimCandidate>
{
    /// <summary>Higher priority first, then older.</summary>
    public int CompareTo(ClaimCandidate other) =>
        Priority != other.Priority ? other.Priority.CompareTo(Priority)
        : Task.RunId != other.Task.RunId ? Task.RunId.CompareTo(other.Task.RunId)
        : Task.Job != other.Task.Job ? Task.Job.CompareTo(other.Task.Job)
        : Task.Attempt.CompareTo(other.Task.Attempt);
}
