using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>Names a schedule: the same as long as its workflow has a trigger with this expression and zone.</summary>
/// <param name="Scope">The scope of the workflow.</param>
/// <param name="Origin">The origin that the definition was saved from.</param>
/// <param name="Workflow">The ref of the workflow.</param>
/// <param name="Trigger">The cron expression and the time zone, as <see cref="TriggerOf"/> writes them.</param>
public readonly record struct ScheduleKey(Scope Scope, string Origin, string Workflow, string Trigger)
{
    /// <summary>The expression and the zone of a trigger as one text.</summary>
    public static string TriggerOf(TriggerDefinition trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return $"{trigger.Cron} {trigger.TimeZone ?? "UTC"}";
    }
}
