using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace WorkflowEngine.Sources;

/// <summary>Runs the <c>git</c> program: arguments are never spliced into a command line, it never asks and never waits for a lock it can do without.</summary>
internal static class GitProgram
{
    /// <summary>Set for a process that git itself started, where they would point every command at another repository.</summary>
    private static readonly string[] Inherited =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
        "GIT_PREFIX", "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
    ];

    /// <summary>Runs git in a folder and returns what it printed. Cancellation kills it.</summary>
    public static async Task<GitAnswer<string>> RunAsync(
        string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = Describe(folder, arguments, environment) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return GitAnswer<string>.Failed($"git cannot be started: {exception.Message}");
        }

        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await Task.WhenAll(output, error).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0
                ? GitAnswer<string>.Ok(await output.ConfigureAwait(false))
                : GitAnswer<string>.Failed(Explain(process.ExitCode, await error.ConfigureAwait(false)));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static ProcessStartInfo Describe(
        string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in Inherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Explain(int exitCode, string error)
    {
        var text = error.Trim();
        return text.Length > 0 ? text : $"git ended with exit code {exitCode}";
    }
}
