using System.Globalization;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution.Workspaces;

/// <summary>
/// The folder in which this engine makes its workspaces. Every engine has one of its own below the root and keeps a lock file open in
/// it; a folder whose lock can be taken belonged to an engine that is gone, and is deleted.
/// </summary>
internal sealed partial class WorkspaceRoot(string root, GitCheckout git, Func<Scope, string?> repository, ILogger<WorkspaceRoot> logger)
    : IDisposable
{
    private const string LockFile = ".lock";

    private readonly Lock _lock = new();
    private string? _folder;
    private FileStream? _held;

    /// <summary>The workspace of an attempt; nothing is made until it is opened.</summary>
    public JobWorkspace For(TaskKey task, WorkflowRun run) => new(this, git, repository(run.Scope), task, run.Event);

    /// <summary>The folder of an attempt, which need not exist.</summary>
    public string FolderOf(TaskKey task) =>
        Path.Combine(Open(), string.Create(CultureInfo.InvariantCulture, $"run-{task.RunId}-job-{task.Job}-attempt-{task.Attempt}"));

    /// <summary>This engine's folder, made at the first call.</summary>
    /// <exception cref="WorkflowEngineException">It cannot be made.</exception>
    public string Open()
    {
        lock (_lock)
        {
            if (_folder is not null)
            {
                return _folder;
            }

            try
            {
                return _folder = Make();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new WorkflowEngineException($"No workspaces can be made in '{root}': {exception.Message}", exception);
            }
        }
    }

    /// <summary>Deletes what engines left that were killed. Call once at start.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(root, "engine-*"))
        {
            try
            {
                using (new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
                {
                    LogSwept(logger, folder);
                }

                Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody holds the lock: that engine lives. Or it is another user's, which is the same to us.
            }
        }
    }

    /// <summary>Deletes a folder with all that is in it; links are removed and not followed.</summary>
    public void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            DeleteReadOnly(folder);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _held?.Dispose();
            if (_folder is not null)
            {
                Delete(_folder);
            }

            (_folder, _held) = (null, null);
        }
    }

    private string Make()
    {
        Directory.CreateDirectory(root);

        // Made under another name, so that nobody sweeps the folder before it is locked.
        var name = Guid.NewGuid().ToString("N");
        var folder = Path.Combine(root, $"new-{name}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // The root may be a folder of the system that everybody can read.
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _held = new FileStream(Path.Combine(folder, LockFile), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var final = Path.Combine(root, $"engine-{name}");
        Directory.Move(folder, final);
        return final;
    }

    /// <summary>Tools such as Go's leave folders that nobody may write to, so nothing in them can be deleted.</summary>
    private void DeleteReadOnly(string folder)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
                MakeWritable(folder);
                foreach (var inner in Directory.EnumerateDirectories(folder, "*", all))
                {
                    MakeWritable(inner);
                }
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogDeleteFailed(logger, folder, exception);
        }

        static void MakeWritable(string folder)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }
}
