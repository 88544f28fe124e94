using System.Security.Cryptography;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Repositories;

/// <summary>
/// The temporary repository of a folder that has none of its own. There is one for each folder, and every state of the folder that was run
/// is a commit of it. Processes that use it hold a lock file; the last one to leave may remove it.
/// </summary>
internal sealed class SnapshotFolder : IDisposable
{
    private const int MostOpenings = 50;

    private readonly string _lockFile;
    private FileStream? _held;

    private SnapshotFolder(string root, string lockFile, FileStream held) => (Root, _lockFile, _held) = (root, lockFile, held);

    public string Root { get; }

    /// <summary>Whether it was this process that made the repository.</summary>
    public bool IsNew { get; private set; }

    public static string RootOf(string stateFolder, string folder) =>
        Path.Combine(stateFolder, "snapshots", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]);

    /// <summary>Takes part in the use of the repository, which need not exist.</summary>
    /// <exception cref="IOException">The state folder cannot be written to.</exception>
    public static SnapshotFolder Hold(string stateFolder, string folder)
    {
        var root = RootOf(stateFolder, folder);
        Directory.CreateDirectory(Path.GetDirectoryName(root)!);
        var lockFile = root + ".lock";
        for (var opening = 1; ; opening++)
        {
            try
            {
                using (File.Open(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                }

                return new(root, lockFile, File.Open(lockFile, FileMode.Open, FileAccess.Read, FileShare.Read));
            }
            catch (IOException) when (opening < MostOpenings)
            {
                // Somebody is removing it at this moment, which does not take long.
                Thread.Yield();
            }
        }
    }

    /// <summary>Commits the present state of the folder and gives the commit.</summary>
    public async Task<string> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var fresh = $"{Root}.{Guid.NewGuid():N}";
        try
        {
            var taken = await GitSnapshot.TakeAsync(folder, fresh, cancellationToken).ConfigureAwait(false);
            var repository = taken.IsOk ? taken.Value : throw Failed(folder, taken.Error);
            var head = await repository.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
            var sha = head.IsOk ? head.Value.Sha : throw Failed(folder, head.Error);
            IsNew = TryMove(fresh, Root);
            if (!IsNew)
            {
                await AddAsync(folder, fresh, sha, cancellationToken).ConfigureAwait(false);
            }

            return sha;
        }
        finally
        {
            Delete(fresh);
        }
    }

    /// <summary>Removes the repository unless another process uses it.</summary>
    public void Remove()
    {
        Dispose();
        try
        {
            using var alone = File.Open(_lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Delete(Root);
            File.Delete(_lockFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process has it, and will remove it.
        }
    }

    public void Dispose()
    {
        _held?.Dispose();
        _held = null;
    }

    private async Task AddAsync(string folder, string fresh, string sha, CancellationToken cancellationToken)
    {
        var fetched = await GitProgram.RunAsync(
            Root, ["fetch", "--quiet", "--no-tags", fresh, $"+HEAD:refs/snapshots/{sha}"], environment: null, cancellationToken)
            .ConfigureAwait(false);
        var checkedOut = fetched.IsOk
            ? await GitProgram.RunAsync(Root, ["checkout", "--quiet", "--force", "-B", "main", sha], environment: null, cancellationToken)
                .ConfigureAwait(false)
            : fetched;
        if (!checkedOut.IsOk)
        {
            throw Failed(folder, checkedOut.Error);
        }
    }

    private static bool TryMove(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException) when (Directory.Exists(to))
        {
            return false;
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WorkflowEngineException Failed(string folder, string error) =>
        new($"no temporary repository of '{folder}' can be made: {error}");
}
