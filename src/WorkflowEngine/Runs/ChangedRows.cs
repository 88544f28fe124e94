using System.Diagnostics.CodeAnalysis;

namespace WorkflowEngine.Runs;

/// <summary>Rows by key, in the order they were first set. Most changes touch a row or two, so an index is made only for many.</summary>
internal sealed class ChangedRows<TKey, TRow>
    where TKey : struct, IEquatable<TKey>
    where TRow : class
{
    private const int MostWithoutIndex = 8;

    private readonly List<TKey> _keys = new(1);
    private readonly List<TRow> _rows = new(1);
    private Dictionary<TKey, int>? _positions;

    public IReadOnlyList<TRow> Rows => _rows;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TRow? row)
    {
        var position = PositionOf(key);
        row = position < 0 ? null : _rows[position];
        return row is not null;
    }

    public void Set(TKey key, TRow row)
    {
        var position = PositionOf(key);
        if (position >= 0)
        {
            _rows[position] = row;
            return;
        }

        _positions?.Add(key, _keys.Count);
        _keys.Add(key);
        _rows.Add(row);
        if (_positions is null && _keys.Count > MostWithoutIndex)
        {
            _positions = new Dictionary<TKey, int>(2 * _keys.Count);
            for (var i = 0; i < _keys.Count; i++)
            {
                _positions.Add(_keys[i], i);
            }
        }
    }

    private int PositionOf(TKey key)
    {
        if (_positions is not null)
        {
            return _positions.TryGetValue(key, out var position) ? position : -1;
        }

        for (var i = 0; i < _keys.Count; i++)
        {
            if (_keys[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }
}
