namespace WorkflowEngine.Python.Evaluation;

/// <summary>Keys with values in the order they were added, by Python's equality; removing is constant time.</summary>
internal sealed class EntryTable(Interpreter vm)
{
    private readonly Dictionary<object, int> _index = new(vm.Keys);
    private readonly List<(object? Key, object Value)> _entries = [];

    public int Count => _index.Count;

    /// <summary>Grows with every change of the set of keys, for iterators.</summary>
    public int Version { get; private set; }

    /// <summary>How many places <see cref="TryEntry"/> has, removed ones counted.</summary>
    public int Places => _entries.Count;

    public bool TryGet(object key, out object value)
    {
        vm.Step();
        if (_index.TryGetValue(Hashable(key), out var place))
        {
            value = _entries[place].Value;
            return true;
        }

        value = Values.None;
        return false;
    }

    public bool Contains(object key)
    {
        vm.Step();
        return _index.ContainsKey(Hashable(key));
    }

    /// <summary>Whether the key was new.</summary>
    public bool Set(object key, object value)
    {
        vm.Step();
        if (_index.TryGetValue(Hashable(key), out var place))
        {
            _entries[place] = (_entries[place].Key, value);
            return false;
        }

        vm.CheckCount(_entries.Count + 1);
        vm.Allocate(64);
        _index.Add(key, _entries.Count);
        _entries.Add((key, value));
        Version++;
        return true;
    }

    public bool Remove(object key, out object value)
    {
        vm.Step();
        if (!_index.Remove(Hashable(key), out var place))
        {
            value = Values.None;
            return false;
        }

        value = _entries[place].Value;
        _entries[place] = (null, Values.None);
        Version++;
        while (_entries.Count > 0 && _entries[^1].Key is null)
        {
            _entries.RemoveAt(_entries.Count - 1);
        }

        if (_entries.Count > 32 && _index.Count < _entries.Count / 4)
        {
            Compact();
        }

        return true;
    }

    public bool TryEntry(int place, out object key, out object value)
    {
        var entry = _entries[place];
        (key, value) = (entry.Key!, entry.Value);
        return entry.Key is not null;
    }

    public bool TryLast(out object key)
    {
        key = _entries.Count > 0 ? _entries[^1].Key! : Values.None;
        return _entries.Count > 0;
    }

    public void Clear()
    {
        _index.Clear();
        _entries.Clear();
        Version++;
    }

    private void Compact()
    {
        vm.Spend(_entries.Count);
        _entries.RemoveAll(entry => entry.Key is null);
        for (var i = 0; i < _entries.Count; i++)
        {
            _index[_entries[i].Key!] = i;
        }
    }

    // An empty table of the host does not ask for the hash, and Python refuses the key all the same.
    private object Hashable(object key)
    {
        if (_index.Count == 0 && key is PythonObject)
        {
            Comparison.HashOf(vm, key);
        }

        return key;
    }
}
