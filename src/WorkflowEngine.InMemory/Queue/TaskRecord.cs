using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>An attempt of a job that has not ended.</summary>
internal sealed class TaskRecord(RunRecord run, TaskRun row)
{
    /// <summary>The next attempt of the same job that has not ended.</summary>
    public TaskRecord? NextOfJob;

    public static IComparer<TaskRecord> ByAge { get; } = Comparer<TaskRecord>.Create(CompareAge);

    public static IComparer<TaskRecord> ByClaim { get; } = Comparer<TaskRecord>.Create(static (left, right) =>
        left.Row.Priority != right.Row.Priority ? right.Row.Priority.CompareTo(left.Row.Priority) : CompareAge(left, right));

    public static IComparer<TaskRecord> ByDue { get; } = Comparer<TaskRecord>.Create(static (left, right) =>
    {
        var order = left.Row.NotBefore.GetValueOrDefault().CompareTo(right.Row.NotBefore.GetValueOrDefault());
        return order != 0 ? order : CompareAge(left, right);
    });

    public static IComparer<TaskRecord> ByExpiry { get; } = Comparer<TaskRecord>.Create(static (left, right) =>
    {
        var order = left.ExpiresAt.CompareTo(right.ExpiresAt);
        return order != 0 ? order : CompareAge(left, right);
    });

    public RunRecord Run { get; } = run;

    public int Job { get; } = row.Job;

    public int Attempt { get; } = row.Attempt;

    public TaskKey Key => new(Run.Id, Job, Attempt);

    /// <summary>The row as it was saved last; whether it is running is said by <see cref="IsRunning"/>.</summary>
    public TaskRun Row { get; set; } = row;

    /// <summary>The group that allows one running task; null when the task has none.</summary>
    public TaskGroup? Group { get; set; }

    public TaskPlace Place { get; set; }

    /// <summary>Whether a claim has found the task due.</summary>
    public bool IsDue { get; set; }

    public bool IsRunning { get; set; }

    public string? Worker { get; set; }

    public long Token { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    private static int CompareAge(TaskRecord left, TaskRecord right)
    {
        var order = left.Run.Id.CompareTo(right.Run.Id);
        if (order == 0)
        {
            order = left.Job.CompareTo(right.Job);
        }

        return order != 0 ? order : left.Attempt.CompareTo(right.Attempt);
    }
}
