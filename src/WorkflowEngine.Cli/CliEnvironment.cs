namespace WorkflowEngine.Cli;

/// <summary>Everything of the process that commands use, so that tests can give them something else.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether people look at the output while it is written.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>The width of the terminal in columns; null when there is none.</summary>
    public int? Width { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Where the runs and the temporary repositories are kept.</summary>
    public required string StateFolder { get; init; }

    public required Interrupts Interrupts { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static CliEnvironment OfProcess(Interrupts interrupts)
    {
        var terminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OutIsTerminal = terminal,
            Width = terminal && Console.WindowWidth is > 0 and var width ? width : null,
            WorkingDirectory = Environment.CurrentDirectory,
            StateFolder = Path.Combine(StateHome(), "workflow-engine"),
            Interrupts = interrupts,
        };
    }

    /// <summary>The full path of something the user named.</summary>
    public string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path, WorkingDirectory);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"'{path}' is not a path");
        }
    }

    private static string StateHome()
    {
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home && Path.IsPathRooted(home))
        {
            return home;
        }

        return OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
    }
}
