using System.Runtime.CompilerServices;

namespace WorkflowEngine.Cli.Tests.Support;

/// <summary>Compares texts with approved ones. After a wanted change run the tests once with WORKFLOWENGINE_APPROVE=1.</summary>
internal static class Golden
{
    public static void Matches(string received, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "..", "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("WORKFLOWENGINE_APPROVE") == "1")
        {
            File.WriteAllText(path, received);
        }

        received.Should().Be(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
    }
}
