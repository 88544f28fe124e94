namespace WorkflowEngine.InMemory.Runs;

/// <summary>
/// Entries in ascending order of a key that only grows. Entries that are gone stay as holes until they are the larger half, so that
/// removing costs the same few steps each however many entries there are.
/// </summary>
internal sealed class OrderedLog<T>(Predicate<T> isGone)
{
    private readonly List<KeyValuePair<long, T>> _entries = [];
    private int _gone;

    /// <summary>The number of entries, holes included.</summary>
    public int Count => _entries.Count;

    public KeyValuePair<long, T> this[int index] => _entries[index];

    public void Add(long key, T value) => _entries.Add(new(key, value));

    public bool IsGone(int index) => isGone(_entries[index].Value);

    /// <summary>The index of the first entry whose key is greater than the given one.</summary>
    public int IndexAfter(long key)
    {
        var low = 0;
        var high = _entries.Count;
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (_entries[middle].Key > key)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>Counts entries that have just gone.</summary>
    public void AddGone(int count)
    {
        _gone += count;
        if (_gone > 64 && _gone > _entries.Count / 2)
        {
            _entries.RemoveAll(entry => isGone(entry.Value));
            _gone = 0;
        }
    }
}
