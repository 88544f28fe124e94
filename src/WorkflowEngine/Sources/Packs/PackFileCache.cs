using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace WorkflowEngine.Sources.Packs;

/// <summary>What was read from files, for as long as they do not change: known by path, size and time, and failing that by content.</summary>
/// <typeparam name="T">What is read from a file.</typeparam>
internal sealed class PackFileCache<T>(long maxFileSize, TimeProvider time)
    where T : class
{
    // A file that is written again within one tick of the file system's clock keeps its time.
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What a file holds; null when it is too large.</summary>
    /// <param name="file">The file as it was listed.</param>
    /// <param name="key">Tells readings of the same file for different purposes apart.</param>
    /// <param name="read">Reads the content.</param>
    /// <returns>The value, and whether the content was read for it.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public (T? Value, bool WasRead) Get(in PackFile file, string key, Func<ReadOnlyMemory<byte>, T> read)
    {
        var entry = _entries.GetValueOrDefault(file.Path + key);
        if (entry is not null && entry.Length == file.Length && entry.WrittenAt == file.WrittenAt && entry.IsSettled)
        {
            return (entry.Value, false);
        }

        var readAt = time.GetUtcNow();
        if (file.Length > maxFileSize || ReadBytes(file) is not { } content)
        {
            _entries.TryRemove(file.Path + key, out _);
            return (null, true);
        }

        var hash = SHA256.HashData(content);
        var isSame = entry is not null && entry.Hash.AsSpan().SequenceEqual(hash);
        var value = isSame ? entry!.Value : read(content);
        _entries[file.Path + key] = new(file.Length, file.WrittenAt, readAt - file.WrittenAt > ClockTick, hash, value);
        return (value, !isSame);
    }

    /// <summary>Forgets the files of a pack that are gone.</summary>
    public void Keep(string pack, IReadOnlySet<string> keys)
    {
        foreach (var key in _entries.Keys)
        {
            if (key.StartsWith(pack + "/", StringComparison.Ordinal) && !keys.Contains(key))
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    /// <summary>The bytes; null when there are more than may be. A pipe says it is empty, and opening one would wait for a writer.</summary>
    private byte[]? ReadBytes(in PackFile file)
    {
        if (file.Length == 0)
        {
            return [];
        }

        using var handle = File.OpenHandle(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length > maxFileSize)
        {
            return null;
        }

        var content = new byte[length];
        var done = 0;
        while (done < content.Length && RandomAccess.Read(handle, content.AsSpan(done), done) is > 0 and var count)
        {
            done += count;
        }

        return done == content.Length ? content : content[..done];
    }

    private sealed record Entry(long Length, DateTime WrittenAt, bool IsSettled, byte[] Hash, T Value);
}
