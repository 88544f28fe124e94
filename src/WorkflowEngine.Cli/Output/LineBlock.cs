using Spectre.Console;
using Spectre.Console.Rendering;

namespace WorkflowEngine.Cli.Output;

/// <summary>Lines for a terminal, never wrapped; with a limit they are cut, as what is drawn again must not take more rows than it has lines.</summary>
internal sealed class LineBlock(IReadOnlyList<Line> lines, bool cut) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
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
