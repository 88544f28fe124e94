namespace WorkflowEngine.Sources;

/// <summary>Makes a repository with one commit from a folder that has none.</summary>
internal static class GitSnapshot
{
    private const string Branch = "main";

    /// <summary>The same files always give the same commit, whoever takes the snapshot and whatever git is told elsewhere.</summary>
    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["GIT_AUTHOR_NAME"] = "WorkflowEngine",
        ["GIT_AUTHOR_EMAIL"] = "workflow-engine@localhost",
        ["GIT_AUTHOR_DATE"] = "2000-01-01T00:00:00Z",
        ["GIT_COMMITTER_NAME"] = "WorkflowEngine",
        ["GIT_COMMITTER_EMAIL"] = "workflow-engine@localhost",
        ["GIT_COMMITTER_DATE"] = "2000-01-01T00:00:00Z",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
    };

    /// <summary>
    /// Copies a folder, without repositories in it, and commits what it does not tell git to ignore. The source is not touched.
    /// </summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">A folder that is made, or empty; the caller removes it, also after an error.</param>
    /// <param name="cancellationToken">Stops the copy and git.</param>
    public static async Task<GitAnswer<GitRepository>> TakeAsync(string source, string target, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(target);
        try
        {
            FolderCopy.Make(source, root, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return GitAnswer<GitRepository>.Failed($"the folder cannot be copied: {exception.Message}");
        }

        string[][] commands =
        [
            ["init", "--quiet", "--template=", "--initial-branch=" + Branch],
            ["-c", "core.autocrlf=false", "add", "--all"],
            ["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "--allow-empty", "--message", "Snapshot of the folder"],
        ];
        foreach (var command in commands)
        {
            var answer = await GitProgram.RunAsync(root, command, Fixed, cancellationToken).ConfigureAwait(false);
            if (!answer.IsOk)
            {
                return GitAnswer<GitRepository>.Failed(answer.Error);
            }
        }

        return GitAnswer<GitRepository>.Ok(new(root));
    }
}
