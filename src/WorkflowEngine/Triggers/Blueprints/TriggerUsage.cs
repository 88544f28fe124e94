namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What one trigger of one workflow did before, as far as limits and delays ask.</summary>
internal sealed record TriggerUsage
{
    public static TriggerUsage None { get; } = new();

    /// <summary>How many runs it started since the count was reset.</summary>
    public int Total { get; init; }

    /// <summary>When it last started one; null when it never did.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The latest starts, oldest first, at most as many as the window of the limits asks for.</summary>
    public IReadOnlyList<DateTimeOffset> Recent { get; init; } = [];

    /// <summary>How many runs of the workflow that triggers started have not ended.</summary>
    public int Active { get; init; }

    /// <summary>How many events wait for room.</summary>
    public int Deferred { get; init; }

    /// <summary>What waits for its delay to end and takes further events in; null when nothing does.</summary>
    public PendingTimer? Pending { get; init; }

    /// <summary>The usage after another start, which counts as no earlier than the one before, whatever the clock of its process says.</summary>
    public TriggerUsage Started(TriggerLimits limits, DateTimeOffset now)
    {
        var at = LastAt > now ? LastAt.Value : now;
        var keep = limits.PerWindow?.Count ?? 0;
        return this with
        {
            Total = Total + 1,
            LastAt = at,
            Active = Active + 1,
            Recent = keep == 0 ? [] : [.. Recent.Skip(Math.Max(0, Recent.Count + 1 - keep)), at],
        };
    }
}
