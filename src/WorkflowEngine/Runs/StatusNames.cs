namespace WorkflowEngine.Runs;

/// <summary>The one mapping between <see cref="WorkflowStatus"/> and the status words of formats that have their own.</summary>
internal static class StatusNames
{
    public static WorkflowStatus FromRunName(string name) => name switch
    {
        "completed" => WorkflowStatus.Success,
        "failed" => WorkflowStatus.Failure,
        "cancelled" => WorkflowStatus.Cancelled,
        "running" => WorkflowStatus.Running,
        "pending" => WorkflowStatus.Waiting,
        _ => WorkflowStatus.Unknown,
    };

    // The run vocabulary has no word for skipped, and everything that has not started is pending.
    public static string ToRunName(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Success => "completed",
        WorkflowStatus.Failure => "failed",
        WorkflowStatus.Cancelled or WorkflowStatus.Skipped => "cancelled",
        WorkflowStatus.Running => "running",
        _ => "pending",
    };

    // A good step is "succeeded" while it is executed and "completed" where it is stored.
    public static WorkflowStatus FromStepName(string name) => name switch
    {
        "succeeded" or "completed" => WorkflowStatus.Success,
        "failed" => WorkflowStatus.Failure,
        "cancelled" => WorkflowStatus.Cancelled,
        "skipped" => WorkflowStatus.Skipped,
        "running" => WorkflowStatus.Running,
        "pending" => WorkflowStatus.Waiting,
        _ => WorkflowStatus.Unknown,
    };

    /// <summary>The inverse of <see cref="WorkflowStatusExtensions.ToText"/>.</summary>
    public static WorkflowStatus FromText(string name) => name switch
    {
        "success" => WorkflowStatus.Success,
        "failure" => WorkflowStatus.Failure,
        "cancelled" => WorkflowStatus.Cancelled,
        "skipped" => WorkflowStatus.Skipped,
        "waiting" => WorkflowStatus.Waiting,
        "running" => WorkflowStatus.Running,
        "blocked" => WorkflowStatus.Blocked,
        _ => WorkflowStatus.Unknown,
    };
}
