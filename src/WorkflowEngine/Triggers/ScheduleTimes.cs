using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>The occurrences of one schedule, and when each is fired.</summary>
internal sealed class ScheduleTimes
{
    private readonly CronSchedule _cron;
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan _jitter;
    private readonly ulong _seed;

    private ScheduleTimes(CronSchedule cron, TimeZoneInfo zone, TimeSpan jitter, ulong seed) =>
        (_cron, _zone, _jitter, _seed) = (cron, zone, jitter, seed);

    /// <summary>The times of a trigger; null when it has no expression, or one that cannot be read here, or a zone that is not known here.</summary>
    public static ScheduleTimes? Create(WorkflowDefinition definition, TriggerDefinition trigger)
    {
        if (trigger.Cron is null || !CronSchedule.TryParse(trigger.Cron, out var cron, out _))
        {
            return null;
        }

        var zone = TimeZoneInfo.Utc;
        if (trigger.TimeZone is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            return null;
        }

        return new(cron, zone, trigger.Jitter, Hash($"{definition.Scope.Name}\n{definition.Ref}\n{trigger.Cron}"));
    }

    /// <summary>The first occurrence after an instant, in UTC; null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset instant) => _cron.Next(instant, _zone)?.ToUniversalTime();

    /// <summary>When an occurrence is fired. Its share of the jitter is the same in every process and at every look.</summary>
    public DateTimeOffset FireAt(DateTimeOffset occurrence)
    {
        if (_jitter <= TimeSpan.Zero)
        {
            return occurrence;
        }

        var share = Mix(_seed ^ (ulong)occurrence.UtcTicks) >> 11;
        return occurrence + (_jitter * (share / (double)(1UL << 53)));
    }

    public DateTimeOffset? FireAt(DateTimeOffset? occurrence) => occurrence is { } given ? FireAt(given) : null;

    /// <summary>FNV-1a, which is the same in every process.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>The finalizer of SplitMix64: near occurrences get shares that are far from each other.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9UL;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebUL;
        return value ^ (value >> 31);
    }
}
