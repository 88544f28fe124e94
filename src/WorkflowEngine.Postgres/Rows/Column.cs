using Npgsql;
using NpgsqlTypes;
using WorkflowEngine.Postgres.Connections;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>One column of many rows, sent as one array.</summary>
internal sealed class Column<T>(NpgsqlDbType type)
{
    private readonly List<T> _values = [];

    internal int Count => _values.Count;

    internal void Add(T value) => _values.Add(value);

    internal NpgsqlParameter ToParameter() =>
        new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
