namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How often a workflow may be started by jobs of one kind. Runs that were started otherwise do not count.</summary>
public sealed record TriggerLimits
{
    /// <summary>No limits.</summary>
    public static TriggerLimits None { get; } = new();

    /// <summary>The most runs in all, until the count is reset; null means no limit.</summary>
    public int? MaxTotal { get; init; }

    /// <summary>The most runs within a span of time; null means no limit.</summary>
    public WindowLimit? PerWindow { get; init; }

    /// <summary>How long after a start the next one is refused. Default: none.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>The most runs of the workflow, started by triggers of any kind, that have not ended; null means no limit.</summary>
    public int? MaxActive { get; init; }

    /// <summary>What becomes of an event that is refused. Default: <see cref="ExceededAction.Skip"/>.</summary>
    public ExceededAction OnExceeded { get; init; }

    /// <summary>Whether anything is limited.</summary>
    public bool IsLimited => MaxTotal is not null || PerWindow is not null || Cooldown > TimeSpan.Zero || MaxActive is not null;
}
