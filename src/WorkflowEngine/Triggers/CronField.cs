namespace WorkflowEngine.Triggers;

/// <summary>What one field of a cron expression may hold.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="First">The lowest value.</param>
/// <param name="Last">The highest value that counts.</param>
/// <param name="Names">Names of the values from the first on; empty when it has none.</param>
internal sealed record CronField(string Name, int First, int Last, string[] Names)
{
    public static CronField Minute { get; } = new("minute", 0, 59, []);

    public static CronField Hour { get; } = new("hour", 0, 23, []);

    public static CronField DayOfMonth { get; } = new("day of month", 1, 31, []);

    public static CronField Month { get; } =
        new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);

    public static CronField DayOfWeek { get; } = new("day of week", 0, 6, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>Sunday is also day 7.</summary>
    public int LastWritten => this == DayOfWeek ? 7 : Last;

    public bool IsDay => this == DayOfMonth || this == DayOfWeek;

    /// <summary>All values, as bits.</summary>
    public ulong All => ulong.MaxValue >> (63 - Last) & ulong.MaxValue << First;
}
