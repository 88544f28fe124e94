namespace WorkflowEngine.Cli.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
internal interface ICommandExamples
{
    /// <summary>Command lines, each with what it does.</summary>
    IReadOnlyList<(string CommandLine, string Meaning)> Examples { get; }
}
