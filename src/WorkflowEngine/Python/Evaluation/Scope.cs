namespace WorkflowEngine.Python.Evaluation;

/// <summary>The names of a module, class, function or comprehension, and where each of them is kept.</summary>
internal sealed class Scope(ScopeKind kind, Scope? parent)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _globals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nonlocals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cells = new(StringComparer.Ordinal);
    private readonly List<string> _free = [];

    public ScopeKind Kind { get; } = kind;

    public Scope? Parent { get; } = parent;

    public List<Scope> Children { get; } = [];

    public bool IsGenerator { get; set; }

    public IReadOnlyList<string> Free => _free;

    public int LocalCount => _slots.Count;

    public int SlotCount => _slots.Count + _free.Count;

    public bool HasSlots => Kind is ScopeKind.Function or ScopeKind.Comprehension;

    public void Use(string name) => _uses.Add(name);

    public void Bind(string name)
    {
        if (_nonlocals.Contains(name) || _globals.Contains(name))
        {
            _uses.Add(name);
        }
        else
        {
            _slots.TryAdd(name, _slots.Count);
        }
    }

    public void DeclareGlobal(string name) => _globals.Add(name);

    public void DeclareNonlocal(string name)
    {
        _nonlocals.Add(name);
        _uses.Add(name);
    }

    public bool IsGlobal(string name) => _globals.Contains(name);

    public bool IsLocal(string name) => _slots.ContainsKey(name);

    public bool IsCell(string name) => _cells.Contains(name);

    public int SlotOf(string name) => _slots[name];

    /// <summary>The slot of a cell that comes from an enclosing scope; negative when there is none.</summary>
    public int FreeSlotOf(string name)
    {
        var index = _free.IndexOf(name);
        return index < 0 ? -1 : _slots.Count + index;
    }

    public int[] CellSlots()
    {
        var slots = new List<int>();
        foreach (var name in _cells)
        {
            slots.Add(_slots[name]);
        }

        return [.. slots];
    }

    /// <summary>Finds the enclosing scope of every name that is not bound here, for this scope and those in it.</summary>
    public void Link()
    {
        foreach (var name in _uses)
        {
            var here = HasSlots ? _slots.ContainsKey(name) : Kind == ScopeKind.Module;
            if (!here && !_globals.Contains(name))
            {
                LinkToOuter(name);
            }
        }

        foreach (var child in Children)
        {
            child.Link();
        }
    }

    private void LinkToOuter(string name)
    {
        for (var outer = Parent; outer is not null; outer = outer.Parent)
        {
            var visible = outer.HasSlots || (outer.Kind == ScopeKind.Class && name == ScopeBuilder.ClassCell);
            if (visible && outer._globals.Contains(name))
            {
                return;
            }

            if (!visible || !outer._slots.ContainsKey(name))
            {
                continue;
            }

            outer._cells.Add(name);
            for (var scope = this; scope != outer; scope = scope.Parent!)
            {
                if (!scope._free.Contains(name))
                {
                    scope._free.Add(name);
                }
            }

            return;
        }
    }
}
