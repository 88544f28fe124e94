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
    public List<LayeredCell>[] Columns { get; }

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
