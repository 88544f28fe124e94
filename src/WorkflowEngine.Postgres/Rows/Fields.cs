using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Fields of a row as the engine has them.</summary>
internal static class Fields
{
    internal static WorkflowStatus Status(this NpgsqlDataReader row, int column) => (WorkflowStatus)row.GetInt16(column);

    internal static StatusReason? Reason(this NpgsqlDataReader row, int codeColumn) =>
        row.IsDBNull(codeColumn) ? null : new(row.GetString(codeColumn), row.NullableText(codeColumn + 1));

    internal static string? NullableText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static long? NullableInt64(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    internal static int? NullableInt32(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    internal static DateTimeOffset Time(this NpgsqlDataReader row, int column) => PostgresTime.FromStored(row.GetInt64(column));

    internal static DateTimeOffset? NullableTime(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
