using NpgsqlTypes;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Columns of the types that the store has.</summary>
internal static class Columns
{
    internal static Column<long> OfInt64() => new(NpgsqlDbType.Bigint);

    internal static Column<long?> OfNullableInt64() => new(NpgsqlDbType.Bigint);

    internal static Column<int> OfInt32() => new(NpgsqlDbType.Integer);

    internal static Column<int?> OfNullableInt32() => new(NpgsqlDbType.Integer);

    internal static Column<bool> OfBoolean() => new(NpgsqlDbType.Boolean);

    internal static Column<string?> OfText() => new(NpgsqlDbType.Text);

    internal static void Add(this Column<int> column, WorkflowStatus status) => column.Add((int)status);

    internal static void Add(this Column<long> column, DateTimeOffset instant) => column.Add(PostgresTime.ToStored(instant));

    internal static void Add(this Column<long?> column, DateTimeOffset? instant) => column.Add(PostgresTime.ToStored(instant));

    /// <summary>Adds text that people or programs wrote; documents of the engine need no mending and are added as they are.</summary>
    internal static void AddText(this Column<string?> column, string? text) => column.Add(PostgresText.ToStored(text));
}
