namespace WorkflowEngine.Cli.Graphs;

/// <summary>A line between two columns: cells with the same targets share one.</summary>
internal sealed class Wire(List<LayeredCell> sources, List<LayeredCell> targets)
{
    public List<LayeredCell> Sources { get; } = sources;

    public List<LayeredCell> Targets { get; } = targets;

    /// <summary>The place of its upright part between the columns, from the left; -1 when it is straight and needs none.</summary>
    public int Track { get; set; } = -1;

    public int Top => Math.Min(Sources.Min(cell => cell.Row), Targets.Min(cell => cell.Row));

    public int Bottom => Math.Max(Sources.Max(cell => cell.Row), Targets.Max(cell => cell.Row));

    public bool IsStraight => Top == Bottom;
}
