namespace WorkflowEngine.Cli.Tests.Support;

/// <summary>How a command ended and what it wrote.</summary>
public sealed record CliResult(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n');

    /// <summary>The one line of the error output.</summary>
    public string OneError
    {
        get
        {
            Error.Should().EndWith("\n").And.StartWith("wf: ");
            Error.TrimEnd('\n').Should().NotContain("\n");
            return Error.TrimEnd('\n');
        }
    }
}
