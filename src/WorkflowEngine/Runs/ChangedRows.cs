using System.Diagnostics.CodeAnalysis;

namespace WorkflowEngine.Runs;

/// <summary>Rows by key, in the order they were first set. Most changes touch a row or two, so an index is made only for many.</summary>
/// <param name="keyOf">The key of a row.</param>
internal sealed class ChangedRows<TKey, TRow>(Func<TRow, TKey> keyOf)
    where TKey : struct, IEquatable<TKey>
    where TRow : class
{
    private const int MostWithoutIndex = 8;

    private readonly List<TRow> _rows = new(1);
    private Dictionary<TKey, int>? _positions;

    public IReadOnlyList<TRow> Rows => _rows;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TRow? row)
    {
        var position = PositionOf(key);
        row = position < 0 ? null : _rows[position];
        return row is not null;
    }

    public void Set(TRow row)
    {
        var key = keyOf(row);
        var position = PositionOf(key);
        if (position >= 0)
        {
            _rows[position] = row;
            return;
        }

        _positions?.Add(key, _rows.Count);
        _rows.Add(row);
        if (_positions is null && _rows.Count > MostWithoutIndex)
        {
            _positions = new Dictionary<TKey, int>(2 * _rows.Count);
            for (var i = 0; i < _rows.Count; i++)
            {
                _positions.Add(keyOf(_rows[i]), i);
            }
        }
    }

    private int PositionOf(TKey key)
    {
        if (_positions is not null)
        {
            return _positions.TryGetValue(key, out var position) ? position : -1;
        }

        for (var i = 0; i < _rows.Count; i++)
        {
            if (keyOf(_rows[i]).Equals(key))
            {
                return i;
            }
        }

        return -1;
    }
}
