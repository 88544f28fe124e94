namespace WorkflowEngine.Python.Evaluation;

/// <summary>The global variables of a module, each in a cell that compiled code holds on to.</summary>
internal sealed class GlobalNames
{
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public Cell CellOf(string name)
    {
        if (!_cells.TryGetValue(name, out var cell))
        {
            _cells.Add(name, cell = new Cell());
            _order.Add(name);
        }

        return cell;
    }

    public object? Find(string name) => _cells.TryGetValue(name, out var cell) ? cell.Value : null;

    /// <summary>The names that are bound, in the order in which the program mentions them.</summary>
    public IEnumerable<KeyValuePair<string, object>> Bound()
    {
        foreach (var name in _order)
        {
            if (_cells[name].Value is { } value)
            {
                yield return new(name, value);
            }
        }
    }
}
