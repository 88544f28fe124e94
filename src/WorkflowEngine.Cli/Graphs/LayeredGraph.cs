namespace WorkflowEngine.Cli.Graphs;

/// <summary>
/// Nodes in columns and rows. A node's column is one after the last of those it needs; a line that spans columns passes through each of
/// them in a cell of its own, so that lines only ever lead from one column to the next.
/// </summary>
internal sealed class LayeredGraph
{
    private readonly List<LayeredCell> _cells = [];

    private LayeredGraph(int columns) => Columns = [.. Enumerable.Range(0, columns).Select(_ => new List<LayeredCell>())];

    /// <summary>The cells of each column, from top to bottom.</summary>
    public List<List<LayeredCell>> Columns { get; }

    public int RowCount => _cells.Count == 0 ? 0 : _cells.Max(cell => cell.Row) + 1;

    public static LayeredGraph Create(int[][] needs, IReadOnlyList<int> order)
    {
        var column = new int[needs.Length];
        foreach (var node in order)
        {
            column[node] = needs[node].Length == 0 ? 0 : needs[node].Max(need => column[need]) + 1;
        }

        var graph = new LayeredGraph(order.Count == 0 ? 0 : order.Max(node => column[node]) + 1);
        var cells = new Dictionary<int, LayeredCell>();
        foreach (var node in order)
        {
            cells[node] = graph.Add(column[node], node);
        }

        foreach (var node in order)
        {
            foreach (var need in needs[node])
            {
                graph.Connect(cells[need], cells[node]);
            }
        }

        for (var channel = 0; channel + 1 < graph.Columns.Count; channel++)
        {
            if (graph.Columns[channel].Exists(IsAmbiguous))
            {
                graph.Divide(channel);
            }
        }

        graph.Place();
        return graph;
    }

    /// <summary>Makes room below a row, in all columns.</summary>
    public void InsertRowAfter(int row)
    {
        foreach (var cell in _cells.Where(cell => cell.Row > row))
        {
            cell.Row++;
        }
    }

    private LayeredCell Add(int column, int? node)
    {
        var cell = new LayeredCell(column, node);
        _cells.Add(cell);
        Columns[column].Add(cell);
        return cell;
    }

    /// <summary>All lines of a node to later columns share the cells they pass through.</summary>
    private void Connect(LayeredCell from, LayeredCell to)
    {
        while (from.Column + 1 < to.Column)
        {
            var next = from.Targets.Find(cell => cell.Node is null);
            if (next is null)
            {
                next = Add(from.Column + 1, node: null);
                Link(from, next);
            }

            from = next;
        }

        Link(from, to);
    }

    /// <summary>
    /// Whether a cell shares some targets with another cell, but not all: where lines part and meet at the same place, nobody can tell
    /// which of them leads where.
    /// </summary>
    private static bool IsAmbiguous(LayeredCell cell) =>
        cell.Targets.Exists(target => target.Sources.Exists(other => !other.Targets.ToHashSet().SetEquals(cell.Targets)));

    /// <summary>Puts a column between two others, so that ambiguous lines first part, and then meet.</summary>
    private void Divide(int channel)
    {
        foreach (var later in _cells.Where(cell => cell.Column > channel))
        {
            later.Column++;
        }

        Columns.Insert(channel + 1, []);
        var ambiguous = Columns[channel].Where(IsAmbiguous).ToHashSet();
        foreach (var cell in Columns[channel])
        {
            var groups = ambiguous.Contains(cell) ? cell.Targets.ConvertAll(target => new List<LayeredCell> { target }) : [[.. cell.Targets]];
            cell.Targets.Clear();
            foreach (var targets in groups.Where(targets => targets.Count > 0))
            {
                var between = Add(channel + 1, node: null);
                targets.ForEach(target => target.Sources.Remove(cell));
                Link(cell, between);
                targets.ForEach(target => Link(between, target));
            }
        }
    }

    private static void Link(LayeredCell from, LayeredCell to)
    {
        from.Targets.Add(to);
        to.Sources.Add(from);
    }

    /// <summary>Each cell comes as near as it can to the row of what it needs, and never above one that belongs before it.</summary>
    private void Place()
    {
        foreach (var column in Columns)
        {
            var ordered = column.OrderBy(Wish).ToList();
            column.Clear();
            var free = 0;
            foreach (var cell in ordered)
            {
                cell.Row = Math.Max(free, cell.Sources.Count == 0 ? free : cell.Sources.Min(source => source.Row));
                free = cell.Row + 1;
                column.Add(cell);
            }
        }
    }

    private static double Wish(LayeredCell cell) => cell.Sources.Count == 0 ? 0 : cell.Sources.Average(source => source.Row);
}
