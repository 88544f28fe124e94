using Spectre.Console.Rendering;

namespace WorkflowEngine.Cli.Output;

/// <summary>A line of output, in pieces with a tone each.</summary>
internal sealed class Line
{
    private readonly List<(string Text, Tone Tone)> _pieces = [];

    public IReadOnlyList<(string Text, Tone Tone)> Pieces => _pieces;

    /// <summary>How many columns it takes.</summary>
    public int Width { get; private set; }

    public string Text => string.Concat(_pieces.Select(piece => piece.Text)).TrimEnd();

    public static int WidthOf(string text) => new Segment(text).CellCount();

    public Line Add(string text, Tone tone = Tone.Normal)
    {
        if (text.Length > 0)
        {
            _pieces.Add((text, tone));
            Width += WidthOf(text);
        }

        return this;
    }

    /// <summary>Adds text and then blanks up to a width.</summary>
    public Line AddPadded(string text, int width, Tone tone = Tone.Normal) => Add(text, tone).Add(new string(' ', Math.Max(0, width - WidthOf(text))));

    public Line Add(Line other)
    {
        foreach (var (text, tone) in other.Pieces)
        {
            Add(text, tone);
        }

        return this;
    }
}
