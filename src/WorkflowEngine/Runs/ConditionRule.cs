using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>
/// The truth table of the four named conditions over how the needs ended. A failure that is allowed counts as success;
/// skipped is neither success nor failure.
/// </summary>
internal static class ConditionRule
{
    public static ConditionResult Evaluate(JobConditionKind kind, Outcomes needs, bool cancelled) => kind switch
    {
        JobConditionKind.Always => new(true, false, "condition always() is true"),
        JobConditionKind.AllSuccess => All(needs, cancelled),
        JobConditionKind.AnySuccess => needs == Outcomes.None
            ? new(false, true, "condition any_success(needs) has no needs to look at")
            : Any("any_success", (needs & Outcomes.Success) != 0, cancelled),
        JobConditionKind.AnyFailed => Any("any_failed", (needs & (Outcomes.Failure | Outcomes.Cancelled)) != 0, cancelled),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static ConditionResult All(Outcomes needs, bool cancelled) => Any("all_success", (needs & ~Outcomes.Success) == 0, cancelled);

    private static ConditionResult Any(string name, bool value, bool cancelled) => cancelled
        ? new(false, false, "the run is cancelled")
        : new(value, false, value ? $"condition {name}(needs) is true" : $"condition {name}(needs) is false");
}
