using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch.Schedules;

/// <summary>Computes the next step of schedules that are due.</summary>
internal sealed class ScheduleSteps(DefinitionCache definitions, RunStarter starter, WorkflowEngineOptions options)
{
    /// <summary>The step of a schedule at an instant. Throws what planning throws.</summary>
    public async ValueTask<ScheduleStep> MakeAsync(StoredSchedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = schedule.DueAt!.Value;
        if (await FindAsync(schedule.Key, cancellationToken).ConfigureAwait(false) is not var (definition, trigger, times))
        {
            // Another origin has taken the ref, and its schedules are those of its own.
            return Pass(schedule, now);
        }

        if (!await MayStartAsync(schedule.Key, definition, cancellationToken).ConfigureAwait(false))
        {
            return Over(schedule, times, now);
        }

        var decision = ScheduleDecision.At(times, due, now, trigger.Missed, options.ScheduleGrace, options.MaxMissedOccurrences);
        var firing = new ScheduleFiring
        {
            Key = schedule.Key,
            Expected = due,
            DueAt = decision.Due,
            FireAt = times.FireAt(decision.Due),
            FiredAt = decision.Fired,
        };
        if (decision.Fired is not { } fired)
        {
            return new(firing, null, decision.Missed);
        }

        var runs = starter.Prepare([definition], Event(schedule.Key, trigger, fired, decision.Missed), depth: 0, transaction: null);
        return new(firing with { Creation = runs.Creation }, runs, decision.Missed);
    }

    /// <summary>A step that fires nothing and looks again a minute later, at the same occurrence.</summary>
    public static ScheduleStep Pass(StoredSchedule schedule, DateTimeOffset now) => new(
        new() { Key = schedule.Key, Expected = schedule.DueAt!.Value, DueAt = schedule.DueAt, FireAt = now.AddMinutes(1) }, null);

    /// <summary>A step over an occurrence that cannot be fired.</summary>
    public async ValueTask<ScheduleStep> SkipAsync(StoredSchedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindAsync(schedule.Key, cancellationToken).ConfigureAwait(false) is not var (_, _, times))
        {
            return Pass(schedule, now);
        }

        return Over(schedule, times, now);
    }

    private static ScheduleStep Over(StoredSchedule schedule, ScheduleTimes times, DateTimeOffset now)
    {
        var next = times.After(now);
        return new(new() { Key = schedule.Key, Expected = schedule.DueAt!.Value, DueAt = next, FireAt = times.FireAt(next) }, null);
    }

    /// <summary>Whether the workflow may be started at all, as by hand: one that is disabled misses its occurrences.</summary>
    private async ValueTask<bool> MayStartAsync(ScheduleKey key, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var known = await definitions.GetAsync(key.Scope, cancellationToken).ConfigureAwait(false);
        return !known.Disabled.Contains(key.Workflow) && !definition.HasTransitions;
    }

    /// <summary>What a schedule belongs to. A definition that is not known here may have been saved by another process just now.</summary>
    private async ValueTask<(WorkflowDefinition Definition, TriggerDefinition Trigger, ScheduleTimes Times)?> FindAsync(
        ScheduleKey key, CancellationToken cancellationToken)
    {
        for (var look = 0; look < 2; look++)
        {
            var known = await definitions.GetAsync(key.Scope, cancellationToken).ConfigureAwait(false);
            if (known.ByRef.TryGetValue(key.Workflow, out var definition)
                && FindTrigger(definition, key) is { } trigger
                && ScheduleTimes.Create(definition, trigger) is { } times)
            {
                return (definition, trigger, times);
            }

            definitions.Invalidate(key.Scope);
        }

        return null;
    }

    private static TriggerDefinition? FindTrigger(WorkflowDefinition definition, ScheduleKey key)
    {
        if (definition.IsValid)
        {
            foreach (var trigger in definition.Triggers)
            {
                if (trigger.Cron is not null && ScheduleKey.TriggerOf(trigger) == key.Trigger)
                {
                    return trigger;
                }
            }
        }

        return null;
    }

    private static WorkflowEvent Event(ScheduleKey key, TriggerDefinition trigger, DateTimeOffset occurrence, int missed)
    {
        var at = occurrence.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var payload = JsonElement.Parse(
            $$"""{"schedule":"{{Encode(trigger.Cron!)}}","time_zone":"{{Encode(trigger.TimeZone ?? "UTC")}}","scheduled_at":"{{at}}","missed":{{missed}}}""");
        return new()
        {
            Scope = key.Scope,
            Name = EventNames.Schedule,
            Action = trigger.Cron,
            At = occurrence,
            Payload = payload,

            // Two origins may hold the same workflow: its occurrence is one all the same.
            DeliveryId = $"schedule:{key.Workflow}:{key.Trigger}:{at}",
        };
    }

    private static string Encode(string text) => JsonEncodedText.Encode(text).ToString();
}
