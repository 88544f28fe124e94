using System.Threading.Channels;

namespace WorkflowEngine.Sources.Packs;

/// <summary>
/// Tells which packs have changed on the disk. Changes are gathered until there is a moment of quiet, so that a file saved by writing
/// another one and renaming it, or a checkout of many files, is one change. A watch that is lost is set up again and tells everything.
/// </summary>
internal sealed class PackWatch : IDisposable
{
    private readonly string _folder;
    private readonly TimeSpan _quiet;
    private readonly TimeSpan _rescan;
    private readonly TimeProvider _time;
    private readonly Channel<string?> _changes = Channel.CreateUnbounded<string?>(new() { SingleReader = true });
    private FileSystemWatcher? _watcher;

    /// <param name="folder">The folder of the packs.</param>
    /// <param name="quiet">How long nothing must happen before changes are told.</param>
    /// <param name="rescan">After how long without a change everything is told, in case a watch has missed something.</param>
    /// <param name="time">The clock.</param>
    public PackWatch(string folder, TimeSpan quiet, TimeSpan rescan, TimeProvider time)
    {
        (_folder, _quiet, _rescan, _time) = (Path.GetFullPath(folder), quiet, rescan, time);
        Start();
    }

    /// <summary>Waits for changes: the packs, or null when any may have changed.</summary>
    public async Task<IReadOnlySet<string>?> NextAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAnyAsync(_rescan, cancellationToken).ConfigureAwait(false))
        {
            Start();
            return null;
        }

        var packs = new HashSet<string>(StringComparer.Ordinal);
        var isAll = false;
        do
        {
            while (_changes.Reader.TryRead(out var pack))
            {
                isAll |= pack is null;
                packs.Add(pack ?? "");
            }
        }
        while (await ReadAnyAsync(_quiet, cancellationToken).ConfigureAwait(false));

        if (!isAll)
        {
            return packs;
        }

        Start();
        return null;
    }

    public void Dispose() => _watcher?.Dispose();

    /// <summary>Whether there is a change within a time.</summary>
    private async Task<bool> ReadAnyAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _changes.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Start()
    {
        _watcher?.Dispose();
        _watcher = null;
        if (!Directory.Exists(_folder))
        {
            // Looked for again at the next rescan.
            return;
        }

        var watcher = new FileSystemWatcher(_folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            InternalBufferSize = 64 * 1024,
        };
        watcher.Created += (_, change) => Tell(change.FullPath);
        watcher.Changed += (_, change) => Tell(change.FullPath);
        watcher.Deleted += (_, change) => Tell(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Tell(change.OldFullPath);
            Tell(change.FullPath);
        };
        watcher.Error += (_, _) => _changes.Writer.TryWrite(null);
        watcher.EnableRaisingEvents = true;
        _watcher = watcher;
    }

    private void Tell(string path)
    {
        var relative = Path.GetRelativePath(_folder, path);
        var end = relative.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        _changes.Writer.TryWrite(relative == "." ? null : end < 0 ? relative : relative[..end]);
    }
}
