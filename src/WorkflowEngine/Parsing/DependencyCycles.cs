namespace WorkflowEngine.Parsing;

/// <summary>Finds circles in a dependency graph, in time linear in its nodes and edges and without recursion.</summary>
internal sealed class DependencyCycles
{
    private const int Unvisited = -1;

    private readonly IReadOnlyList<int[]> _edges;
    private readonly int[] _order;
    private readonly int[] _low;
    private readonly int[] _component;
    private readonly int[] _nextEdge;
    private readonly Stack<int> _path = new();
    private readonly Stack<int> _open = new();
    private int _visited;

    private DependencyCycles(IReadOnlyList<int[]> edges)
    {
        _edges = edges;
        _order = new int[edges.Count];
        _low = new int[edges.Count];
        _component = new int[edges.Count];
        _nextEdge = new int[edges.Count];
        Array.Fill(_order, Unvisited);
        Array.Fill(_component, Unvisited);
    }

    /// <summary>One circle for each group of nodes that reach each other; an edge of a node to itself does not count.</summary>
    /// <returns>Circles that begin with their first node, shortest way round, the first node not repeated.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Find(IReadOnlyList<int[]> edges)
    {
        var search = new DependencyCycles(edges);
        var groups = new List<List<int>>();
        for (var node = 0; node < edges.Count; node++)
        {
            if (search._order[node] == Unvisited)
            {
                search.Visit(node, groups);
            }
        }

        var cycles = new List<IReadOnlyList<int>>(groups.Count);
        foreach (var group in groups)
        {
            cycles.Add(search.ShortestFrom(group.Min()));
        }

        cycles.Sort((left, right) => left[0].CompareTo(right[0]));
        return cycles;
    }

    /// <summary>Tarjan's strongly connected components with the call stack kept by hand.</summary>
    private void Visit(int start, List<List<int>> groups)
    {
        Enter(start);
        while (_path.TryPeek(out var node))
        {
            if (_nextEdge[node] < _edges[node].Length)
            {
                var target = _edges[node][_nextEdge[node]++];
                if (_order[target] == Unvisited)
                {
                    Enter(target);
                }
                else if (_component[target] == Unvisited)
                {
                    _low[node] = Math.Min(_low[node], _order[target]);
                }

                continue;
            }

            _path.Pop();
            if (_path.TryPeek(out var parent))
            {
                _low[parent] = Math.Min(_low[parent], _low[node]);
            }

            if (_low[node] == _order[node])
            {
                Leave(node, groups);
            }
        }
    }

    private void Enter(int node)
    {
        _order[node] = _low[node] = _visited++;
        _path.Push(node);
        _open.Push(node);
    }

    private void Leave(int root, List<List<int>> groups)
    {
        var group = new List<int>();
        int node;
        do
        {
            node = _open.Pop();
            _component[node] = root;
            group.Add(node);
        }
        while (node != root);

        if (group.Count > 1)
        {
            groups.Add(group);
        }
    }

    private List<int> ShortestFrom(int start)
    {
        var cameFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var target in _edges[node])
            {
                if (target == start && node != start)
                {
                    return PathTo(node, start, cameFrom);
                }

                if (_component[target] == _component[start] && target != start && cameFrom.TryAdd(target, node))
                {
                    queue.Enqueue(target);
                }
            }
        }

        return [start];
    }

    private static List<int> PathTo(int node, int start, Dictionary<int, int> cameFrom)
    {
        var path = new List<int>();
        for (; node != start; node = cameFrom[node])
        {
            path.Add(node);
        }

        path.Add(start);
        path.Reverse();
        return path;
    }
}
