namespace WorkflowEngine.Cli.Graphs;

/// <summary>Draws the wires of a channel. Where wires only cross, the upright one goes over the other with a gap in its glyph.</summary>
internal sealed class ChannelCanvas
{
    private const byte Left = 1;
    private const byte Right = 2;
    private const byte Up = 4;
    private const byte Down = 8;

    // By the directions that lines leave a cell in: left 1, right 2, up 4, down 8.
    private const string Drawn = " ───│┘└┴│┐┌┬│┤├┼";
    private const string Ascii = " ---|+++|+++|+++";

    private readonly byte[,] _cells;

    public ChannelCanvas(Channel channel, int rows)
    {
        Width = channel.Tracks == 0 ? 2 : (2 * channel.Tracks) + 1;
        _cells = new byte[rows, Width];
        foreach (var wire in channel.Wires)
        {
            DrawLevel(wire);
        }

        foreach (var wire in channel.Wires.Where(wire => !wire.IsStraight))
        {
            DrawUpright(wire);
        }
    }

    public int Width { get; }

    public string Row(int row, bool ascii) =>
        string.Create(Width, (_cells, row, ascii), static (text, state) =>
        {
            for (var x = 0; x < text.Length; x++)
            {
                text[x] = (state.ascii ? Ascii : Drawn)[state._cells[state.row, x]];
            }
        });

    private void DrawLevel(Wire wire)
    {
        if (wire.IsStraight)
        {
            Draw(wire.Top, 0, Width - 1);
            return;
        }

        var x = XOf(wire);
        foreach (var source in wire.Sources)
        {
            Draw(source.Row, 0, x - 1);
            _cells[source.Row, x] |= Left;
        }

        foreach (var target in wire.Targets)
        {
            _cells[target.Row, x] |= Right;
            Draw(target.Row, x + 1, Width - 1);
        }
    }

    private void DrawUpright(Wire wire)
    {
        var x = XOf(wire);
        for (var row = wire.Top; row <= wire.Bottom; row++)
        {
            var upright = (byte)((row > wire.Top ? Up : 0) | (row < wire.Bottom ? Down : 0));
            var isOwn = wire.Sources.Exists(cell => cell.Row == row) || wire.Targets.Exists(cell => cell.Row == row);
            _cells[row, x] = isOwn ? (byte)(_cells[row, x] | upright) : upright;
        }
    }

    private void Draw(int row, int from, int to)
    {
        for (var x = from; x <= to; x++)
        {
            _cells[row, x] |= Left | Right;
        }
    }

    private static int XOf(Wire wire) => (2 * wire.Track) + 1;
}
