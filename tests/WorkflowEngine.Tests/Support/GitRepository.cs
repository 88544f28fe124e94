using System.Diagnostics;

namespace WorkflowEngine.Tests.Support;

/// <summary>A git repository in a fresh folder, with its own identity and none of the machine's settings.</summary>
internal sealed class GitRepository : IDisposable
{
    private readonly TempFolder _folder = new();

    public GitRepository()
    {
        Run("init", "--quiet", "--initial-branch=main");
        Run("config", "user.name", "Test");
        Run("config", "user.email", "test@example.com");
        Run("config", "commit.gpgsign", "false");
    }

    public string Path => _folder.Path;

    public string Head => Run("rev-parse", "HEAD");

    /// <summary>Writes the files, commits everything and returns the commit's id.</summary>
    public string Commit(string message, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            _folder.Write(path, text);
        }

        Run("add", "--all");
        Run("commit", "--quiet", "--allow-empty", "--message", message);
        return Head;
    }

    /// <summary>Runs git in the repository and returns what it printed, without the last line break.</summary>
    public string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? printed.TrimEnd()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    public void Dispose() => _folder.Dispose();
}
