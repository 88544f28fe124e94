namespace WorkflowEngine.Sqlite.Connections;

/// <summary>Instants as they stand in the file: microseconds since 1970 in UTC, rounded down.</summary>
internal static class SqliteTime
{
    internal static long ToStored(DateTimeOffset instant) =>
        Math.DivRem(instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.TicksPerMicrosecond) is var (quotient, remainder)
        && remainder < 0 ? quotient - 1 : quotient;

    internal static DateTimeOffset FromStored(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
