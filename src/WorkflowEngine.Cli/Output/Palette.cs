using Spectre.Console;

namespace WorkflowEngine.Cli.Output;

/// <summary>The colours, chosen to be calm on dark and on light ground.</summary>
internal static class Palette
{
    private static readonly Style[] Styles =
    [
        Style.Plain,
        new(Color.Grey54),
        new(decoration: Decoration.Bold),
        new(new Color(95, 175, 95)),
        new(new Color(215, 95, 95)),
        new(new Color(215, 175, 95)),
        new(new Color(95, 175, 215)),
        new(new Color(95, 175, 175)),
        new(new Color(175, 135, 215)),
        new(new Color(135, 175, 95)),
        new(new Color(215, 135, 95)),
        new(new Color(95, 135, 215)),
        new(new Color(215, 135, 175)),
    ];

    public static Style Of(Tone tone) => Styles[(int)tone];

    public static Tone OfJob(int index) => Tone.Job1 + (index % 6);
}
