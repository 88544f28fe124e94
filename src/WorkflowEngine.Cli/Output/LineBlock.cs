using Spectre.Console;
using Spectre.Console.Rendering;

namespace WorkflowEngine.Cli.Output;

/// <summary>Lines for a terminal, which Spectre is not to wrap.</summary>
/// <param name="lines">The lines.</param>
/// <param name="cut">Whether to cut them at the width: what is drawn again must not take more rows than it has lines.</param>
/// <param name="overTable">Whether they take the place of a table, which the console then draws again below them.</param>
internal sealed class LineBlock(IReadOnlyList<Line> lines, bool cut = false, bool overTable = false) : IRenderable
{
    private const string EraseBelow = "\e[J";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (overTable)
        {
            yield return Segment.Control(EraseBelow);
        }

        foreach (var line in lines)
        {
            var left = cut ? maxWidth - 1 : int.MaxValue;
            foreach (var (text, tone) in line.Pieces)
            {
                var shown = Line.WidthOf(text) <= left ? text : Cut(text, left);
                left -= Line.WidthOf(shown);
                yield return new Segment(shown, Palette.Of(tone));
            }

            yield return Segment.LineBreak;
        }
    }

    private static string Cut(string text, int width)
    {
        var taken = 0;
        while (taken < text.Length && Line.WidthOf(text[..(taken + 1)]) <= width)
        {
            taken++;
        }

        return text[..taken];
    }
}
