namespace WorkflowEngine.Postgres.Connections;

/// <summary>Instants as they stand in the database: tenths of a microsecond since 1970 in UTC, all that an instant has.</summary>
internal static class PostgresTime
{
    internal static long ToStored(DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    internal static long? ToStored(DateTimeOffset? instant) => instant is { } known ? ToStored(known) : null;

    internal static DateTimeOffset FromStored(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);
}
