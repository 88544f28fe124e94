namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What is to become of one workflow for one event.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Reason">One of <see cref="StartReasons"/>; null when nothing stands against a start.</param>
/// <param name="DueAt">When it is to be looked at again; null unless delayed or deferred.</param>
/// <param name="Detail">More on the reason, for people.</param>
internal sealed record StartDecision(StartOutcome Outcome, string? Reason = null, DateTimeOffset? DueAt = null, string? Detail = null)
{
    public static StartDecision Queue { get; } = new(StartOutcome.Queued);

    public static StartDecision Skip(string reason, string? detail = null) => new(StartOutcome.Skipped, reason, null, detail);
}
