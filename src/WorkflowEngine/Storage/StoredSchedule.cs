using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage;

/// <summary>A schedule and its next occurrence.</summary>
public sealed record StoredSchedule
{
    /// <summary>Which schedule it is.</summary>
    public required ScheduleKey Key { get; init; }

    /// <summary>The next occurrence that was not fired or passed over; null when there is none any more.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When that occurrence is to be fired: its jitter later. Null exactly when <see cref="DueAt"/> is.</summary>
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>The last occurrence that was fired; null when none was.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>The schedules of definitions as they begin: the first occurrence after an instant. Invalid definitions have none.</summary>
    /// <param name="origin">The origin of the definitions.</param>
    /// <param name="definitions">Definitions of one scope; refs are unique.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<StoredSchedule> ListOf(string origin, IReadOnlyList<WorkflowDefinition> definitions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var schedules = new Dictionary<ScheduleKey, StoredSchedule>();
        foreach (var definition in definitions)
        {
            foreach (var trigger in definition.Triggers)
            {
                if (trigger.Cron is null || !definition.IsValid || ScheduleTimes.Create(definition, trigger) is not { } times)
                {
                    continue;
                }

                var key = new ScheduleKey(definition.Scope, origin, definition.Ref, ScheduleKey.TriggerOf(trigger));
                var due = times.After(now);
                schedules.TryAdd(key, new() { Key = key, DueAt = due, FireAt = times.FireAt(due) });
            }
        }

        return [.. schedules.Values];
    }
}
