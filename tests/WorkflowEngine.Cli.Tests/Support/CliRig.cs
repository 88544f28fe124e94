using WorkflowEngine.Cli.CommandLine;

namespace WorkflowEngine.Cli.Tests.Support;

/// <summary>Runs commands in this process, in a folder and with a state folder of their own.</summary>
public sealed class CliRig : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wf-cli-").FullName;

    public CliRig()
    {
        Folder = Path.Combine(_root, "shop");
        StateFolder = Path.Combine(_root, "state", "workflow-engine");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder that commands are run in; it is no repository.</summary>
    public string Folder { get; }

    public string StateFolder { get; }

    /// <summary>What is left of temporary repositories.</summary>
    public string[] Snapshots =>
        Directory.Exists(Path.Combine(StateFolder, "snapshots")) ? Directory.GetFileSystemEntries(Path.Combine(StateFolder, "snapshots")) : [];

    internal Interrupts Interrupts { get; private set; } = new();

    public CliRig WithFile(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public CliRig WithWorkflow(string content, string name = "flow.yaml") => WithFile(".plue/workflows/" + name, content);

    public async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Out = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            In = new StringReader("{\"from\": \"stdin\"}"),
            WorkingDirectory = Folder,
            StateFolder = StateFolder,
            Interrupts = Interrupts,
        };
        var exitCode = await CliApplication.RunAsync(arguments, environment);
        return new(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        Interrupts.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
