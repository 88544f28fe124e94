using Spectre.Console;

namespace WorkflowEngine.Cli.Output;

/// <summary>Where a command writes: coloured lines for people at a terminal, plain ones for files and programs.</summary>
internal sealed class Terminal
{
    private readonly CliEnvironment _environment;

    public Terminal(CliEnvironment environment, bool plain)
    {
        _environment = environment;
        Glyphs = plain ? Glyphs.Ascii : Glyphs.Drawn;
        if (environment.OutIsTerminal && !plain)
        {
            Ansi = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Out), Ansi = AnsiSupport.Detect });
            Ansi = Ansi.Profile.Capabilities.Ansi ? Ansi : null;
        }
    }

    public Glyphs Glyphs { get; }

    /// <summary>The console that can colour and draw again what it has drawn; null when lines are all there is.</summary>
    public IAnsiConsole? Ansi { get; }

    public int? Width => _environment.Width;

    public TextWriter Out => _environment.Out;

    public void Write(Line line)
    {
        if (Ansi is null)
        {
            Out.WriteLine(line.Text);
        }
        else
        {
            Ansi.Write(new LineBlock([line]));
        }
    }

    public void Write(string text = "", Tone tone = Tone.Normal) => Write(new Line().Add(text, tone));
}
