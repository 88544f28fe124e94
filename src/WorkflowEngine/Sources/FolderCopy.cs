namespace WorkflowEngine.Sources;

/// <summary>Copies a folder that is not a repository, without the repositories in it.</summary>
internal static class FolderCopy
{
    /// <summary>Whether git keeps its data in the folder itself: the top of a work tree, or a bare repository.</summary>
    public static bool IsRepository(string folder) =>
        Path.Exists(Path.Combine(folder, ".git"))
        || (File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")));

    /// <summary>Copies all files. Links are copied as links: what they point at is not part of the folder.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">A folder that is made, or empty.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static void Make(string source, string target, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(target);
        Copy(new DirectoryInfo(source), root, root, cancellationToken);
    }

    private static void Copy(DirectoryInfo source, string target, string root, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, entry.Name);
            if (entry.Name == ".git" || entry.FullName == root)
            {
                continue;
            }

            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (entry is DirectoryInfo folder)
            {
                Copy(folder, copy, root, cancellationToken);
            }
            else
            {
                ((FileInfo)entry).CopyTo(copy);
            }
        }
    }
}
