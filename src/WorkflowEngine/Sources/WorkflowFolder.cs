using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Sources;

/// <summary>Lists the workflow files of a folder: regular files directly in it, links only when they stay inside the root.</summary>
internal static class WorkflowFolder
{
    /// <summary>How many files of a folder are read at most.</summary>
    public const int MostFiles = 10_000;

    /// <summary>The files with one of some extensions, ordered by name; none when the folder does not exist.</summary>
    public static List<WorkflowFile> List(
        string root, string folder, IReadOnlyCollection<string> extensions, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var files = new List<WorkflowFile>();
        try
        {
            var realRoot = RealPath.Of(root);
            var path = Path.Combine(realRoot, folder);
            if (!Directory.Exists(path))
            {
                return files;
            }

            if (!RealPath.IsInside(RealPath.Of(path), realRoot))
            {
                diagnostics.Add(LeavesRoot(folder));
                return files;
            }

            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (extensions.Contains(entry.Extension))
                {
                    Add(entry, realRoot, $"{folder}/{entry.Name}", files, diagnostics);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Unreadable(folder, exception));
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (files.Count > MostFiles)
        {
            diagnostics.Add(new()
            {
                Code = SourceCodes.TooManyFiles,
                Message = $"The folder has {files.Count} workflow files; only the first {MostFiles} by name are read.",
                File = folder,
            });
            files.RemoveRange(MostFiles, files.Count - MostFiles);
        }

        return files;
    }

    public static Diagnostic Unreadable(string file, Exception exception) =>
        new() { Code = SourceCodes.Unreadable, Message = $"It cannot be read: {exception.Message}", File = file };

    private static void Add(FileSystemInfo entry, string root, string name, List<WorkflowFile> files, List<Diagnostic> diagnostics)
    {
        try
        {
            var path = entry.FullName;
            if (entry.LinkTarget is not null)
            {
                path = RealPath.Of(path);
                if (!RealPath.IsInside(path, root))
                {
                    diagnostics.Add(LeavesRoot(name));
                    return;
                }
            }

            if (!Directory.Exists(path))
            {
                files.Add(new(path, name));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Unreadable(name, exception));
        }
    }

    private static Diagnostic LeavesRoot(string name) =>
        new() { Code = SourceCodes.LeavesRoot, Message = "It is a link that leads out of the repository, so it is not read.", File = name };
}
