using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Says why a job file's triggers pass or not, in the words of that format.</summary>
internal static class SegmentReason
{
    public static string OfEvent(IReadOnlyList<string> events, WorkflowEvent occurrence) => events.Count == 0
        ? "no events configured"
        : $"event '{occurrence.Name}' not in configured events {List(events)}";

    public static string Of(EventTrigger trigger, EventRef target, TriggerVerdict verdict)
    {
        var filter = trigger.Definition.Filter;
        return verdict.Outcome switch
        {
            TriggerOutcome.BranchNotIncluded => $"branch '{target.Name}' did not match {List(filter.Branches!)}",
            TriggerOutcome.NoPathChanged or TriggerOutcome.NoPathIncluded => "no changed files matched the path filters",
            _ when target.Kind == EventRefKind.None => $"event '{trigger.Definition.Event}'",
            _ => $"event '{trigger.Definition.Event}', branch '{target.Name}'",
        };
    }

    private static string List(IReadOnlyList<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";
}
