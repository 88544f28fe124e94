namespace WorkflowEngine.Triggers;

/// <summary>What a clock on the wall of a time zone shows.</summary>
internal readonly struct ZoneClock(TimeZoneInfo zone)
{
    public DateTime Read(DateTimeOffset instant) =>
        DateTime.SpecifyKind(instant.UtcDateTime + zone.GetUtcOffset(instant.UtcDateTime), DateTimeKind.Unspecified);

    /// <summary>The instant at which the clock shows a time first; when it skips the time, the first instant after the gap.</summary>
    public DateTimeOffset At(DateTime local)
    {
        if (zone.IsInvalidTime(local))
        {
            var end = GapEnd(local);
            return new DateTimeOffset(end, TimeSpan.Zero).ToOffset(zone.GetUtcOffset(end));
        }

        if (Repeated(local) is { } repeated)
        {
            return new(local, repeated.FirstOffset);
        }

        var offset = zone.GetUtcOffset(local);
        return zone.GetUtcOffset(AsUtc(local - offset)) == offset ? new(local, offset) : FirstAfter(local);
    }

    /// <summary>
    /// The first instant at which the clock shows a time or a later one. For a skipped time that the platform does not call invalid, as it
    /// does in zones whose clock is put back in their summer, such as Africa/Casablanca.
    /// </summary>
    private DateTimeOffset FirstAfter(DateTime local)
    {
        var before = AsUtc(local - TimeSpan.FromHours(15));
        var after = AsUtc(local + TimeSpan.FromHours(15));
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + ((after - before) / 2);
            (before, after) = middle + zone.GetUtcOffset(middle) >= local ? (before, middle) : (middle, after);
        }

        return new DateTimeOffset(after, TimeSpan.Zero).ToOffset(zone.GetUtcOffset(after));
    }

    /// <summary>The stretch of repeated time that a local time is in; null when it comes only once.</summary>
    public RepeatedTime? Repeated(DateTime local)
    {
        if (!zone.IsAmbiguousTime(local))
        {
            return null;
        }

        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var first = offsets.Max();
        var second = offsets.Min();

        // The clock was put back after the local time came first, and before or when it came again.
        var before = local - first;
        var after = local - second;
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + ((after - before) / 2);
            (before, after) = zone.GetUtcOffset(AsUtc(middle)) == second ? (before, middle) : (middle, after);
        }

        return new(after + second, after + first, first, second);
    }

    private DateTime GapEnd(DateTime local)
    {
        var step = TimeSpan.FromMinutes(15);
        while (zone.IsInvalidTime(local - step))
        {
            step += step;
        }

        var valid = local - step;
        var skipped = local;
        while (skipped - valid > TimeSpan.FromTicks(1))
        {
            var middle = valid + ((skipped - valid) / 2);
            (valid, skipped) = zone.IsInvalidTime(middle) ? (valid, middle) : (middle, skipped);
        }

        return AsUtc(skipped - zone.GetUtcOffset(valid));
    }

    private static DateTime AsUtc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
