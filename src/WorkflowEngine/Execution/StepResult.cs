using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>How a step ended.</summary>
public sealed record StepResult
{
    /// <summary>Success, Failure, Cancelled or Skipped.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Why; null when the status says it all.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>The exit code of the program; null when there was none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the step gave, as a JSON document; null for nothing.</summary>
    public string? Output { get; init; }

    /// <summary>A step that ended well and gave nothing.</summary>
    public static StepResult Success { get; } = new() { Status = WorkflowStatus.Success };

    /// <summary>A step that ended badly.</summary>
    /// <param name="code">A stable word; see <see cref="ReasonCodes"/>.</param>
    /// <param name="text">One sentence without secrets.</param>
    public static StepResult Failure(string code, string text) =>
        new() { Status = WorkflowStatus.Failure, Reason = new StatusReason(code, text) };
}
