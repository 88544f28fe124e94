namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Decides when a delayed start is due.</summary>
internal static class DelayRule
{
    /// <summary>When the start is due after another event.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="pending">The start that takes events in; null when this event is the first.</param>
    /// <param name="now">When the event came.</param>
    public static DateTimeOffset Next(TriggerDelay delay, PendingTimer? pending, DateTimeOffset now)
    {
        if (pending is not null && delay.Mode == DelayMode.Coalesce)
        {
            return pending.DueAt;
        }

        var due = now + delay.Time;
        if (delay is { Mode: DelayMode.Debounce, MaxWait: { } longest })
        {
            var latest = (pending?.FirstAt ?? now) + longest;
            return due < latest ? due : latest;
        }

        return due;
    }
}
