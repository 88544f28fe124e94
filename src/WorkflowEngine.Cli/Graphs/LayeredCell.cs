namespace WorkflowEngine.Cli.Graphs;

/// <summary>A place in a layered drawing: a node, or a line on its way to a later column.</summary>
internal sealed class LayeredCell(int column, int? node)
{
    public int Column { get; set; } = column;

    public int? Node { get; } = node;

    public int Row { get; set; }

    public List<LayeredCell> Sources { get; } = [];

    public List<LayeredCell> Targets { get; } = [];
}
