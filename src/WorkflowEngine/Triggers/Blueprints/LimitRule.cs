namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Decides whether limits let another run start.</summary>
internal static class LimitRule
{
    /// <summary>The first limit that does not; null when all do. Who comes later never overtakes those that wait for room.</summary>
    public static LimitBreach? Exceeded(TriggerLimits limits, TriggerUsage usage, DateTimeOffset now)
    {
        if (usage.Total >= limits.MaxTotal)
        {
            return new(StartReasons.LimitTotal, $"{usage.Total} of {limits.MaxTotal} runs were started", null);
        }

        if (limits.PerWindow is { } window)
        {
            var since = now - window.Span;
            var inWindow = usage.Recent.Where(at => at > since).ToList();
            if (inWindow.Count >= window.Count)
            {
                return new(
                    StartReasons.LimitWindow,
                    $"{inWindow.Count} of {window.Count} runs were started within {window.Span}",
                    inWindow[^window.Count] + window.Span);
            }
        }

        // The last start may be of a process whose clock is ahead; without a cooldown that stands in nobody's way.
        if (limits.Cooldown > TimeSpan.Zero && usage.LastAt is { } last && now - last < limits.Cooldown)
        {
            return new(StartReasons.Cooldown, $"the last run was started at {last:O}", last + limits.Cooldown);
        }

        if (usage.Active >= limits.MaxActive)
        {
            return new(StartReasons.LimitActive, $"{usage.Active} of {limits.MaxActive} runs have not ended", null);
        }

        return usage.Deferred > 0 && limits.OnExceeded == ExceededAction.Defer ? Queued(limits, usage.Deferred) : null;
    }

    private static LimitBreach Queued(TriggerLimits limits, int deferred)
    {
        var reason = limits.PerWindow is not null ? StartReasons.LimitWindow
            : limits.Cooldown > TimeSpan.Zero ? StartReasons.Cooldown
            : StartReasons.LimitActive;
        return new(reason, $"{deferred} earlier events wait for room", null);
    }
}
