namespace WorkflowEngine.Cli.Graphs;

/// <summary>The room between two columns, in which each wire that is not straight has a track for its upright part.</summary>
internal sealed class Channel
{
    private Channel(List<Wire> wires, int tracks) => (Wires, Tracks) = (wires, tracks);

    public IReadOnlyList<Wire> Wires { get; }

    public int Tracks { get; }

    /// <summary>
    /// Gives every wire its track. In a row where one wire leaves a cell and another arrives at one, the leaving wire must turn off first, or
    /// the two would look like one; rows where that cannot be had are made free of one of the two.
    /// </summary>
    public static Channel Route(LayeredGraph graph, int column)
    {
        while (true)
        {
            var wires = graph.Columns[column]
                .Where(cell => cell.Targets.Count > 0)
                .GroupBy(cell => string.Join(',', cell.Targets.Select(target => target.Row).Order()))
                .Select(same => new Wire([.. same], same.First().Targets))
                .ToList();
            var turning = wires.Where(wire => !wire.IsStraight).ToList();
            var tracks = Assign(turning, wires, out var stuck);
            if (stuck is null)
            {
                return new(wires, tracks);
            }

            graph.InsertRowAfter(stuck.Row);
            foreach (var later in graph.Columns.Skip(column + 1).SelectMany(cells => cells).Where(cell => cell.Row == stuck.Row))
            {
                later.Row++;
            }
        }
    }

    private static int Assign(List<Wire> turning, List<Wire> wires, out LayeredCell? stuck)
    {
        stuck = null;
        var open = turning.OrderBy(wire => wire.Top).ThenBy(wire => wire.Bottom).ToList();
        var tracks = 0;
        while (open.Count > 0)
        {
            var next = open.Find(wire => !open.Exists(other => other != wire && MustPrecede(other, wire)));
            if (next is null)
            {
                stuck = open.SelectMany(wire => wire.Targets)
                    .First(target => open.Exists(wire => wire.Sources.Exists(source => source.Row == target.Row)));
                return tracks;
            }

            open.Remove(next);
            next.Track = tracks++;
        }

        return tracks;
    }

    /// <summary>Whether one wire leaves in a row in which the other arrives.</summary>
    private static bool MustPrecede(Wire leaving, Wire arriving) =>
        leaving.Sources.Exists(source => arriving.Targets.Exists(target => target.Row == source.Row));
}
