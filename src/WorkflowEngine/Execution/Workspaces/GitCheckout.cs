using WorkflowEngine.Diagnostics;
using WorkflowEngine.Execution.Processes;

namespace WorkflowEngine.Execution.Workspaces;

/// <summary>Makes a working copy of one commit that borrows the objects of a repository on the same machine.</summary>
internal sealed class GitCheckout(ProcessRunner processes)
{
    private static readonly string[] FromHost = ["PATH", "HOME", "TMPDIR"];

    /// <summary>Checks a commit out.</summary>
    /// <param name="repository">The folder of the repository.</param>
    /// <param name="commit">A commit, a full ref or <c>HEAD</c>.</param>
    /// <param name="workspace">The folder to make.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="WorkflowEngineException">Git cannot be run, or the repository does not have the commit.</exception>
    public async Task CheckOutAsync(string repository, string commit, string workspace, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(repository))
        {
            throw new WorkflowEngineException($"The repository '{repository}' does not exist.");
        }

        // Resolved in the repository itself, because a clone knows branches by other names and knows only what a branch reaches.
        var resolved = await RunAsync(
            repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}"], cancellationToken).ConfigureAwait(false);
        if (resolved.Exit.Code != 0)
        {
            throw new WorkflowEngineException(resolved.Error.Length == 0
                ? $"The repository '{repository}' has no commit '{commit}'."
                : $"Git could not read '{commit}' in the repository '{repository}': {resolved.Error.Trim()}");
        }

        var sha = resolved.Output.Trim();
        var cloned = await RunAsync(
            repository, ["clone", "--quiet", "--shared", "--no-checkout", "--", repository, workspace], cancellationToken).ConfigureAwait(false);
        Check(cloned, "clone");
        var checkedOut = await RunAsync(workspace, ["checkout", "--quiet", "--detach", sha], cancellationToken).ConfigureAwait(false);
        Check(checkedOut, "checkout");
    }

    private static void Check(ProcessResult result, string command)
    {
        if (result.Exit.Code != 0)
        {
            throw new WorkflowEngineException($"git {command} failed: {result.Error.Trim()}");
        }
    }

    private async Task<ProcessResult> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var env = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C",
            ["GIT_TERMINAL_PROMPT"] = "0",
        };
        foreach (var name in FromHost)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                env[name] = value;
            }
        }

        // Hooks of the repository are code that nobody asked to run here.
        string[] command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false", .. arguments];
        var start = new ProcessStart { Command = command, Folder = folder, Env = env };
        var result = await processes.RunAsync(start, log: null, control: null, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return result.StartError is null ? result : throw new WorkflowEngineException($"Git could not be run: {result.StartError}.");
    }
}
