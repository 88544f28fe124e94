using WorkflowEngine.Diagnostics;
using WorkflowEngine.Runs;
using WorkflowEngine.Sources;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Execution.Workspaces;

/// <summary>
/// The folder that the steps of one attempt share, made when the first of them asks for it: a checkout of the event's commit when the
/// scope is a repository, a copy when it is a folder without one, otherwise an empty folder. Files that the engine needs for the job lie beside it.
/// </summary>
internal sealed class JobWorkspace(WorkspaceRoot root, GitCheckout git, string? repository, TaskKey task, WorkflowEvent source)
{
    private readonly Lock _lock = new();
    private Task<string>? _opening;
    private string? _folder;

    /// <summary>The workspace; null while nobody has opened it.</summary>
    public string? Path => _opening is { IsCompletedSuccessfully: true } opened ? opened.Result : null;

    /// <summary>Makes the workspace, or waits for who is making it.</summary>
    /// <exception cref="WorkflowEngineException">It cannot be made.</exception>
    public Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A failed checkout may be tried again by the next attempt of a step.
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = MakeAsync(cancellationToken);
            }

            return _opening;
        }
    }

    /// <summary>A path beside the workspace, where steps have no business.</summary>
    public string FileFor(string name) => System.IO.Path.Combine(_folder ?? throw new InvalidOperationException("The workspace is not open."), name);

    /// <summary>Deletes the workspace if it was made.</summary>
    public void Delete()
    {
        if (_folder is not null)
        {
            root.Delete(_folder);
        }
    }

    private async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        _folder = root.FolderOf(task);
        var workspace = System.IO.Path.Combine(_folder, "work");
        try
        {
            root.Delete(_folder);
            Directory.CreateDirectory(repository is null ? workspace : _folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkflowEngineException($"The workspace '{workspace}' could not be made: {exception.Message}", exception);
        }

        if (repository is not null && !FolderCopy.IsRepository(repository))
        {
            CopyFolder(repository, workspace, cancellationToken);
        }
        else if (repository is not null)
        {
            await git.CheckOutAsync(repository, source.Sha ?? source.Ref ?? "HEAD", workspace, cancellationToken).ConfigureAwait(false);
        }

        return workspace;
    }

    private static void CopyFolder(string folder, string workspace, CancellationToken cancellationToken)
    {
        try
        {
            FolderCopy.Make(folder, workspace, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkflowEngineException($"The folder '{folder}' could not be copied: {exception.Message}", exception);
        }
    }
}
