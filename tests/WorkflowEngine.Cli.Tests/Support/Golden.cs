namespace WorkflowEngine.Cli.Tests.Support;

/// <summary>Compares texts with approved ones. After a wanted change run the tests once with WORKFLOWENGINE_APPROVE=1.</summary>
internal static class Golden
{
    // Looked for from where the tests run: a deterministic build does not know where its sources lie.
    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WorkflowEngine.Cli.Tests.csproj")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The test project's folder was not found."), "Golden");
    });

    public static void Matches(string received, string name)
    {
        var path = Path.Combine(Folder.Value, name + ".txt");
        if (Environment.GetEnvironmentVariable("WORKFLOWENGINE_APPROVE") == "1")
        {
            File.WriteAllText(path, received);
        }

        received.Should().Be(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
    }
}
