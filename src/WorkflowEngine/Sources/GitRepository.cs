using System.Buffers;

namespace WorkflowEngine.Sources;

/// <summary>A work tree and its repository, asked through the <c>git</c> program.</summary>
internal sealed class GitRepository
{
    private static readonly SearchValues<char> NeverInNames = SearchValues.Create(" \0\n\r:?*[\\");

    internal GitRepository(string root) => Root = root;

    /// <summary>The full path of the work tree.</summary>
    public string Root { get; }

    /// <summary>The repository whose work tree begins at a folder; null when the folder is not the top of one.</summary>
    public static async Task<GitRepository?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var root = Path.GetFullPath(folder);
        var prefix = await GitProgram.RunAsync(root, ["rev-parse", "--is-inside-work-tree", "--show-prefix"], null, cancellationToken)
            .ConfigureAwait(false);
        return prefix.IsOk && prefix.Value.TrimEnd('\r', '\n') == "true" ? new(root) : null;
    }

    /// <summary>What is checked out; an error when the repository has no commit yet.</summary>
    public async Task<GitAnswer<GitHead>> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var sha = await ResolveAsync("HEAD", cancellationToken).ConfigureAwait(false);
        if (!sha.IsOk)
        {
            return GitAnswer<GitHead>.Failed(sha.Error);
        }

        var name = await RunAsync(["symbolic-ref", "--quiet", "HEAD"], cancellationToken).ConfigureAwait(false);
        return GitAnswer<GitHead>.Ok(new(name.IsOk ? name.Value.Trim() : null, sha.Value));
    }

    /// <summary>The commit that a name stands for.</summary>
    public async Task<GitAnswer<string>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsName(name))
        {
            return GitAnswer<string>.Failed($"\"{name}\" is not the name of a commit");
        }

        var sha = await RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], cancellationToken)
            .ConfigureAwait(false);
        return sha.IsOk ? GitAnswer<string>.Ok(sha.Value.Trim()) : GitAnswer<string>.Failed($"\"{name}\" is not a commit of the repository");
    }

    /// <summary>The full ref that a short name stands for, such as <c>refs/heads/main</c>; null when it names none.</summary>
    public async Task<string?> FindRefAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsName(name))
        {
            return null;
        }

        var full = await RunAsync(["rev-parse", "--verify", "--quiet", "--symbolic-full-name", name], cancellationToken).ConfigureAwait(false);
        return full.IsOk && full.Value.Trim() is { Length: > 0 } found && found.StartsWith("refs/", StringComparison.Ordinal) ? found : null;
    }

    public async Task<GitAnswer<GitCommit>> ReadCommitAsync(string name, CancellationToken cancellationToken)
    {
        var sha = await ResolveAsync(name, cancellationToken).ConfigureAwait(false);
        if (!sha.IsOk)
        {
            return GitAnswer<GitCommit>.Failed(sha.Error);
        }

        var shown = await RunAsync(["log", "-1", "--no-show-signature", "--format=%P%x00%an%x00%B", sha.Value, "--"], cancellationToken)
            .ConfigureAwait(false);
        if (!shown.IsOk)
        {
            return GitAnswer<GitCommit>.Failed(shown.Error);
        }

        var parts = shown.Value.Split('\0', 3);
        var parent = parts[0].Split(' ')[0];
        return GitAnswer<GitCommit>.Ok(new(sha.Value, parent.Length > 0 ? parent : null, parts[1], parts[2].TrimEnd()));
    }

    /// <summary>
    /// Paths that differ between two commits, with the old and the new name of what was renamed. Null, which means not known, when there
    /// is no commit before or it is not in the repository, as in one whose history was cut off.
    /// </summary>
    public async Task<GitAnswer<IReadOnlyList<string>?>> ReadChangedPathsAsync(string? before, string after, CancellationToken cancellationToken)
    {
        var to = await ResolveAsync(after, cancellationToken).ConfigureAwait(false);
        if (!to.IsOk)
        {
            return GitAnswer<IReadOnlyList<string>?>.Failed(to.Error);
        }

        var from = before is null ? default : await ResolveAsync(before, cancellationToken).ConfigureAwait(false);
        if (from.Value is null)
        {
            return GitAnswer<IReadOnlyList<string>?>.Ok(null);
        }

        var diff = await RunAsync(["diff-tree", "-r", "-z", "--name-only", "--no-renames", from.Value, to.Value, "--"], cancellationToken)
            .ConfigureAwait(false);
        return diff.IsOk
            ? GitAnswer<IReadOnlyList<string>?>.Ok(diff.Value.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            : GitAnswer<IReadOnlyList<string>?>.Failed(diff.Error);
    }

    /// <summary>The name that commits made here would have; null when none is configured.</summary>
    public async Task<string?> ReadUserAsync(CancellationToken cancellationToken)
    {
        var name = await RunAsync(["config", "--get", "user.name"], cancellationToken).ConfigureAwait(false);
        return name.IsOk && name.Value.Trim() is { Length: > 0 } found ? found : null;
    }

    /// <summary>
    /// Checks a commit out into a new folder that has a repository of its own. It borrows the objects of this repository, which is not
    /// changed and must outlive it. On an error the folder is removed again.
    /// </summary>
    public async Task<GitAnswer<GitRepository>> CheckOutAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var sha = await ResolveAsync(name, cancellationToken).ConfigureAwait(false);
        if (!sha.IsOk)
        {
            return GitAnswer<GitRepository>.Failed(sha.Error);
        }

        var target = new GitRepository(Path.GetFullPath(folder));
        if (Directory.Exists(target.Root) && Directory.EnumerateFileSystemEntries(target.Root).Any())
        {
            return GitAnswer<GitRepository>.Failed($"the folder \"{folder}\" is not empty");
        }

        var done = false;
        try
        {
            var clone = await RunAsync(
                ["clone", "--quiet", "--local", "--shared", "--no-checkout", "--template=", "--", Root, target.Root], cancellationToken)
                .ConfigureAwait(false);
            var result = !clone.IsOk
                ? clone
                : await target.RunAsync(["checkout", "--quiet", "--force", "--detach", sha.Value, "--"], cancellationToken).ConfigureAwait(false);
            done = result.IsOk;
            return done ? GitAnswer<GitRepository>.Ok(target) : GitAnswer<GitRepository>.Failed(result.Error!);
        }
        finally
        {
            if (!done && Directory.Exists(target.Root))
            {
                Directory.Delete(target.Root, recursive: true);
            }
        }
    }

    private Task<GitAnswer<string>> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        GitProgram.RunAsync(Root, arguments, null, cancellationToken);

    /// <summary>What begins with a dash would be an option, and no ref of git's may have one of the characters.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 1000 && name[0] != '-' && !name.AsSpan().ContainsAny(NeverInNames);
}
