using System.Text;
using WorkflowEngine.Cli.Output;

namespace WorkflowEngine.Cli.Graphs;

/// <summary>Draws a graph of jobs as text, from left to right.</summary>
internal static class GraphDrawing
{
    /// <summary>Above this a drawing is no longer easier to read than a list.</summary>
    public const int MostNodes = 60;

    /// <summary>The lines of the drawing; null when it would be too large to read.</summary>
    /// <param name="nodes">The nodes; their needs contain no cycle.</param>
    /// <param name="ascii">Whether to draw with letters only.</param>
    /// <param name="width">How many columns there are; null for any number.</param>
    public static IReadOnlyList<IReadOnlyList<DrawnText>>? Draw(IReadOnlyList<DrawnNode> nodes, bool ascii, int? width)
    {
        if (nodes.Count > MostNodes)
        {
            return null;
        }

        var order = EssentialNeeds.Order(nodes);
        var needs = EssentialNeeds.Of(nodes, order);
        var lines = new List<IReadOnlyList<DrawnText>>();
        foreach (var component in Components(needs))
        {
            lines.AddRange(DrawComponent(nodes, LayeredGraph.Create(needs, [.. order.Where(component.Contains)]), ascii));
        }

        return width is { } limit && lines.Exists(line => line.Sum(text => Line.WidthOf(text.Text)) > limit) ? null : lines;
    }

    private static List<HashSet<int>> Components(int[][] needs)
    {
        var of = new HashSet<int>[needs.Length];
        for (var node = 0; node < needs.Length; node++)
        {
            of[node] = [node];
        }

        for (var node = 0; node < needs.Length; node++)
        {
            foreach (var need in needs[node].Where(need => of[need] != of[node]))
            {
                of[node].UnionWith(of[need]);
                foreach (var member in of[need])
                {
                    of[member] = of[node];
                }
            }
        }

        return [.. of.Distinct()];
    }

    private static IEnumerable<List<DrawnText>> DrawComponent(IReadOnlyList<DrawnNode> nodes, LayeredGraph graph, bool ascii)
    {
        var channels = Enumerable.Range(0, graph.Columns.Count - 1).Select(column => Channel.Route(graph, column)).ToList();
        var rows = graph.RowCount;
        var canvases = channels.ConvertAll(channel => new ChannelCanvas(channel, rows));
        var widths = graph.Columns.ConvertAll(column => column.Max(cell => cell.Node is { } node ? Line.WidthOf(nodes[node].Label) : 0));
        for (var row = 0; row < rows; row++)
        {
            var line = new RowText();
            for (var column = 0; column < graph.Columns.Count; column++)
            {
                var cell = graph.Columns[column].Find(cell => cell.Row == row);
                AddCell(line, cell, nodes, widths[column] + (column == 0 ? 1 : 2), column > 0, ascii ? '-' : '─');
                if (column < canvases.Count)
                {
                    line.Add(canvases[column].Row(row, ascii));
                }
            }

            yield return line.Pieces();
        }
    }

    private static void AddCell(RowText line, LayeredCell? cell, IReadOnlyList<DrawnNode> nodes, int width, bool blankBefore, char dash)
    {
        if (cell is null)
        {
            line.Add(new string(' ', width));
            return;
        }

        if (cell.Node is not { } node)
        {
            line.Add(new string(dash, width));
            return;
        }

        var label = nodes[node].Label;
        line.Add(blankBefore ? " " : "");
        line.AddNode(label, node);
        var left = width - Line.WidthOf(label) - (blankBefore ? 1 : 0);
        line.Add(cell.Targets.Count > 0 ? " " + new string(dash, left - 1) : new string(' ', left));
    }

    private sealed class RowText
    {
        private readonly List<DrawnText> _pieces = [];
        private readonly StringBuilder _lines = new();

        public void Add(string text) => _lines.Append(text);

        public void AddNode(string label, int node)
        {
            Flush();
            _pieces.Add(new(label, node));
        }

        public List<DrawnText> Pieces()
        {
            while (_lines.Length > 0 && _lines[^1] == ' ')
            {
                _lines.Length--;
            }

            Flush();
            return _pieces;
        }

        private void Flush()
        {
            if (_lines.Length > 0)
            {
                _pieces.Add(new(_lines.ToString(), Node: null));
                _lines.Clear();
            }
        }
    }
}
