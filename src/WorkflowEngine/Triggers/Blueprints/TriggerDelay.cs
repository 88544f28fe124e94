namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How long after its event a workflow starts.</summary>
public sealed record TriggerDelay
{
    /// <summary>The longest delay: 31 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>No delay.</summary>
    public static TriggerDelay None { get; } = new();

    /// <summary>The delay, in whole seconds, at most <see cref="Longest"/>. Default: none.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What events that come meanwhile do. Default: <see cref="DelayMode.Each"/>.</summary>
    public DelayMode Mode { get; init; }

    /// <summary>How long <see cref="DelayMode.Debounce"/> may put off the run of the first event; null means for ever.</summary>
    public TimeSpan? MaxWait { get; init; }
}
