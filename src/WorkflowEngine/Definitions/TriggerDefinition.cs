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

    /// <summary>Where the trigger was written.</summary>
    public SourceSpan Span { get; init; }
}
