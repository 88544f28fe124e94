using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Definitions;

/// <summary>One way to start a workflow: an event with filters, a schedule, or by hand.</summary>
public sealed record TriggerDefinition
{
    /// <summary>The event's name, such as <c>push</c>; <c>schedule</c> and <c>manual</c> name the other kinds.</summary>
    public required string Event { get; init; }

    /// <summary>What the event must be like. Default: anything.</summary>
    public EventFilter Filter { get; init; } = EventFilter.Any;

    /// <summary>The five-field cron expression of a <c>schedule</c>; otherwise null.</summary>
    public string? Cron { get; init; }

    /// <summary>The time zone in which the cron expression is meant, such as <c>Europe/Berlin</c>; null means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What becomes of occurrences that nobody was there to fire. Default: the last one is fired.</summary>
    public MissedOccurrences Missed { get; init; }

    /// <summary>How much later than its time an occurrence fires at most, each by a share of its own that never changes. Default: none.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Where the trigger was written.</summary>
    public SourceSpan Span { get; init; }
}
