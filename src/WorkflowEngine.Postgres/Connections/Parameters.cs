using Npgsql;
using NpgsqlTypes;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>Parameters by their place, each with its type said, so that statements are prepared without a question to the server.</summary>
internal static class Parameters
{
    internal static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    internal static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    internal static NpgsqlParameter Of(bool value) => new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    internal static NpgsqlParameter Of(string? value) =>
        new() { Value = (object?)PostgresText.ToStored(value) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    internal static NpgsqlParameter Of(DateTimeOffset value) => Of(PostgresTime.ToStored(value));

    internal static NpgsqlParameter Of(IReadOnlyList<string>? values) =>
        new() { Value = values is null ? DBNull.Value : values.Select(PostgresText.ToStored).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    internal static NpgsqlParameter Of(long[]? values) =>
        new() { Value = (object?)values ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    internal static NpgsqlParameter Of(long? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    internal static NpgsqlParameter Of(DateTimeOffset? value) => Of(PostgresTime.ToStored(value));

    internal static NpgsqlParameter OfTexts(IEnumerable<string?> values) =>
        new() { Value = values.Select(PostgresText.ToStored).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    internal static NpgsqlParameter OfNumbers(IEnumerable<long?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
