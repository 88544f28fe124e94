using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Output;

/// <summary>The signs of the output: drawn ones, or letters every terminal and log file has.</summary>
internal sealed class Glyphs
{
    private readonly bool _ascii;

    private Glyphs(bool ascii) => _ascii = ascii;

    public static Glyphs Drawn { get; } = new(false);

    public static Glyphs Ascii { get; } = new(true);

    public bool IsAscii => _ascii;

    public string Bar => _ascii ? "|" : "│";

    public string Step => _ascii ? ">" : "▸";

    public string Dash => _ascii ? "-" : "·";

    public string Times => _ascii ? "x" : "×";

    public string Of(WorkflowStatus status) => _ascii
        ? status switch
        {
            WorkflowStatus.Success => "+",
            WorkflowStatus.Failure => "x",
            WorkflowStatus.Cancelled => "!",
            WorkflowStatus.Skipped => "-",
            WorkflowStatus.Running => "*",
            _ => ".",
        }
        : status switch
        {
            WorkflowStatus.Success => "✓",
            WorkflowStatus.Failure => "✗",
            WorkflowStatus.Cancelled => "■",
            WorkflowStatus.Skipped => "–",
            WorkflowStatus.Running => "●",
            _ => "○",
        };

    public static Tone ToneOf(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Success => Tone.Good,
        WorkflowStatus.Failure => Tone.Bad,
        WorkflowStatus.Cancelled => Tone.Warn,
        WorkflowStatus.Running => Tone.Active,
        _ => Tone.Dim,
    };
}
