namespace WorkflowEngine.Storage;

/// <summary>A step of a schedule from one occurrence to the next, with the run it starts.</summary>
public sealed record ScheduleFiring
{
    /// <summary>The schedule.</summary>
    public required ScheduleKey Key { get; init; }

    /// <summary>The occurrence that was due when the step was computed: the step is made only while it still is.</summary>
    public required DateTimeOffset Expected { get; init; }

    /// <summary>The occurrence that is due afterwards; null when there is none.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When that one is to be fired; null when there is none.</summary>
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>The occurrence that is fired; null when occurrences are only passed over.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>The runs that are stored with it; null when there are none.</summary>
    public RunCreation? Creation { get; init; }
}
