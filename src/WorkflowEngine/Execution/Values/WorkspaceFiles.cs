using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace WorkflowEngine.Execution.Values;

/// <summary>Files of a workspace by pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> over folders. Links are not followed.</summary>
internal static class WorkspaceFiles
{
    private const int MaxFiles = 10_000;
    private const int MaxFound = 1_000;

    /// <summary>The paths that match, relative to the root, in ordinal order.</summary>
    public static IReadOnlyList<string> List(string root, string pattern, CancellationToken cancellationToken)
    {
        var found = Find(root, pattern, cancellationToken);
        return found.Count <= MaxFound
            ? found
            : throw new UnresolvedValueException($"glob:{pattern}", $"{found.Count} files match; at most {MaxFound} are possible");
    }

    /// <summary>SHA-256 over the paths and contents of all files that match, 64 lower-case hexadecimal digits; empty when none does.</summary>
    public static string Hash(string root, string pattern, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var any = false;
        try
        {
            foreach (var file in Find(root, pattern, cancellationToken))
            {
                any = true;
                hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
                using var stream = File.OpenRead(Path.Combine(root, file));
                for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hash.AppendData(buffer, 0, read);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return any ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
    }

    private static List<string> Find(string root, string pattern, CancellationToken cancellationToken)
    {
        var regex = new Regex(RegexOf(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        var found = new List<string>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var path in Directory.EnumerateFiles(root, "*", options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (!relative.StartsWith(".git/", StringComparison.Ordinal) && regex.IsMatch(relative))
            {
                found.Add(relative);
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found.Count <= MaxFiles
            ? found
            : throw new UnresolvedValueException(pattern, $"{found.Count} files match; at most {MaxFiles} are possible");
    }

    private static string RegexOf(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                var isFolders = i + 2 < pattern.Length && pattern[i + 2] == '/';
                regex.Append(isFolders ? "(?:[^/]+/)*" : ".*");
                i += isFolders ? 2 : 1;
            }
            else
            {
                _ = pattern[i] switch
                {
                    '*' => regex.Append("[^/]*"),
                    '?' => regex.Append("[^/]"),
                    var c => regex.Append(Regex.Escape(c.ToString())),
                };
            }
        }

        return regex.Append('$').ToString();
    }
}
