namespace WorkflowEngine.Runs;

/// <summary>Questions about a <see cref="WorkflowStatus"/>.</summary>
public static class WorkflowStatusExtensions
{
    /// <summary>Whether the status is final: success, failure, cancelled or skipped.</summary>
    public static bool IsTerminal(this WorkflowStatus status) => status is >= WorkflowStatus.Success and <= WorkflowStatus.Skipped;

    /// <summary>The lower-case name that files, JSON and the command line use.</summary>
    public static string ToText(this WorkflowStatus status) => status switch
    {
        WorkflowStatus.Success => "success",
        WorkflowStatus.Failure => "failure",
        WorkflowStatus.Cancelled => "cancelled",
        WorkflowStatus.Skipped => "skipped",
        WorkflowStatus.Waiting => "waiting",
        WorkflowStatus.Running => "running",
        WorkflowStatus.Blocked => "blocked",
        _ => "unknown",
    };
}
