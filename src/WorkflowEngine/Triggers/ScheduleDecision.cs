using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>What to do with a schedule at an instant.</summary>
/// <param name="Fired">The occurrence to fire; null when none is.</param>
/// <param name="Missed">How many occurrences are passed over with this step.</param>
/// <param name="Due">The occurrence that is next; null when there is none.</param>
internal readonly record struct ScheduleDecision(DateTimeOffset? Fired, int Missed, DateTimeOffset? Due)
{
    /// <summary>Decides about the occurrences that are due, as the policy of the schedule says.</summary>
    /// <param name="times">The occurrences of the schedule.</param>
    /// <param name="due">The first that was neither fired nor passed over.</param>
    /// <param name="now">The instant.</param>
    /// <param name="policy">What becomes of those that nobody was there to fire.</param>
    /// <param name="grace">How late an occurrence may be and still not be missed.</param>
    /// <param name="most">How many missed occurrences are fired at most, when each is.</param>
    public static ScheduleDecision At(
        ScheduleTimes times, DateTimeOffset due, DateTimeOffset now, MissedOccurrences policy, TimeSpan grace, int most)
    {
        var kept = new Queue<DateTimeOffset>();
        var keep = policy == MissedOccurrences.All ? most : 1;
        var count = 0;
        DateTimeOffset? next = due;
        for (; next is { } occurrence && times.FireAt(occurrence) <= now; next = times.After(occurrence))
        {
            count++;
            kept.Enqueue(occurrence);
            if (kept.Count > keep)
            {
                kept.Dequeue();
            }
        }

        if (count == 0)
        {
            return new(null, 0, due);
        }

        var first = kept.Peek();
        return policy switch
        {
            MissedOccurrences.All => new(first, count - kept.Count, kept.Count > 1 ? kept.ElementAt(1) : next),
            MissedOccurrences.Skip when now - times.FireAt(first) > grace => new(null, count, next),
            _ => new(first, count - 1, next),
        };
    }
}
