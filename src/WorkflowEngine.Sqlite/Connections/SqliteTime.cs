namespace WorkflowEngine.Sqlite.Connections;

/// <summary>Instants as they stand in the file: tenths of a microsecond since 1970 in UTC, all that an instant has.</summary>
internal static class SqliteTime
{
    internal static long ToStored(DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    internal static DateTimeOffset FromStored(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);
}
