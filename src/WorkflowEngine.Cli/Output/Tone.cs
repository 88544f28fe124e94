namespace WorkflowEngine.Cli.Output;

/// <summary>What a piece of text is, so that a terminal can colour it.</summary>
internal enum Tone
{
    Normal,
    Dim,
    Strong,
    Good,
    Bad,
    Warn,
    Active,
    Job1,
    Job2,
    Job3,
    Job4,
    Job5,
    Job6,
}
