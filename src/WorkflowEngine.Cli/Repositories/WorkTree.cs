using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Sources;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Repositories;

/// <summary>The folder that the user named, and the repository that its jobs get their files from.</summary>
internal sealed class WorkTree : IDisposable
{
    private readonly SnapshotFolder? _snapshot;

    private WorkTree(string folder, GitRepository repository, SnapshotFolder? snapshot)
    {
        Folder = folder;
        Repository = repository;
        _snapshot = snapshot;
        Scope = ScopeOf(folder);
    }

    /// <summary>The full path of what the user named.</summary>
    public string Folder { get; }

    public string Name => NameOf(Folder);

    public Scope Scope { get; }

    public GitRepository Repository { get; }

    public bool IsSnapshot => _snapshot is not null;

    /// <summary>What the user should know about where the files come from; null for nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>The commit of a snapshot; null when the repository is the folder itself.</summary>
    public string? SnapshotSha { get; private init; }

    /// <summary>The folder that the user named, which must exist.</summary>
    public static string FindFolder(string path, CliEnvironment environment)
    {
        var folder = Path.TrimEndingDirectorySeparator(environment.FullPath(path));
        return Directory.Exists(folder) ? folder
            : File.Exists(folder) ? throw new UsageException($"'{path}' is a file, not a folder")
            : throw new UsageException($"there is no folder '{path}'");
    }

    public static Scope ScopeOf(string folder)
    {
        try
        {
            return new(folder);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"the path of the folder is longer than {Scope.MaxLength} characters or has control characters");
        }
    }

    public static string NameOf(string folder) => Path.GetFileName(folder) is { Length: > 0 } name ? name : folder;

    /// <summary>Opens a folder; one that is not the top of a repository gets a temporary one.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="asItIs">Whether to take the files as they are now and not the last commit.</param>
    /// <param name="environment">The process.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public static async Task<WorkTree> OpenAsync(string folder, bool asItIs, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var found = await GitRepository.FindAsync(folder, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return await SnapshotAsync(folder, "is not a git repository of its own", environment, cancellationToken).ConfigureAwait(false);
        }

        if (asItIs)
        {
            return await SnapshotAsync(folder, "is taken as it is now", environment, cancellationToken).ConfigureAwait(false);
        }

        var head = await found.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (!head.IsOk)
        {
            return await SnapshotAsync(folder, "has no commit yet", environment, cancellationToken).ConfigureAwait(false);
        }

        var status = await GitProgram.RunAsync(folder, ["status", "--porcelain"], environment: null, cancellationToken).ConfigureAwait(false);
        return new(folder, found, snapshot: null)
        {
            Note = status.Value?.Length > 0
                ? $"{NameOf(folder)} has changes that are not committed: workflow files are read as they are, jobs run on the last commit (or use --work-tree)"
                : null,
        };
    }

    /// <summary>Removes the temporary repository, if there is one, unless another process or a run that has not ended needs it.</summary>
    /// <param name="store">Where runs of the folder may be; null when that could not be opened.</param>
    public async Task RemoveSnapshotAsync(IWorkflowStore? store)
    {
        if (_snapshot is null)
        {
            return;
        }

        var isNeeded = store is null
            ? !_snapshot.IsNew
            : await UnfinishedRuns.ExistAsync(store, Scope, CancellationToken.None).ConfigureAwait(false);
        if (!isNeeded)
        {
            _snapshot.Remove();
        }
    }

    public void Dispose() => _snapshot?.Dispose();

    private static async Task<WorkTree> SnapshotAsync(
        string folder, string why, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(folder);
        var snapshot = SnapshotFolder.Hold(environment.StateFolder, folder);
        try
        {
            var sha = await snapshot.TakeAsync(folder, cancellationToken).ConfigureAwait(false);
            var repository = await GitRepository.FindAsync(snapshot.Root, cancellationToken).ConfigureAwait(false)
                ?? throw new WorkflowEngineException($"the temporary repository of '{scope}' is not one");
            return new(folder, repository, snapshot)
            {
                Note = $"{NameOf(folder)} {why}; jobs run on a temporary copy with one commit",
                SnapshotSha = sha,
            };
        }
        catch
        {
            if (snapshot.IsNew)
            {
                snapshot.Remove();
            }

            snapshot.Dispose();
            throw;
        }
    }
}
