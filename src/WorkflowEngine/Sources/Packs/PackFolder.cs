using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Lists the files of packs. Links are followed only while they stay inside of their pack.</summary>
internal sealed class PackFolder(string folder, int maxFiles)
{
    private const int MaxDepth = 32;

    /// <summary>The names of the packs, in ordinal order.</summary>
    public List<string> ListPacks(List<Diagnostic> diagnostics)
    {
        var packs = new List<string>();
        try
        {
            if (!Directory.Exists(folder))
            {
                diagnostics.Add(new() { Code = CatalogCodes.NoFolder, Message = $"The folder of the packs does not exist: {folder}" });
                return packs;
            }

            foreach (var entry in new DirectoryInfo(RealPath.Of(folder)).EnumerateDirectories())
            {
                packs.Add(entry.Name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable(folder, exception));
        }

        packs.Sort(StringComparer.Ordinal);
        return packs;
    }

    /// <summary>The workflow files of a pack, in ordinal order of their paths, and its action files.</summary>
    public (List<PackFile> Workflows, List<PackFile> Actions) ListFiles(string pack, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var workflows = new List<PackFile>();
        var actions = new List<PackFile>();
        try
        {
            var root = RealPath.Of(folder);
            var packRoot = RealPath.Of(Path.Combine(root, pack));
            if (!RealPath.IsInside(packRoot, root))
            {
                diagnostics.Add(LeavesRoot(pack, "the folder of the packs"));
                return (workflows, actions);
            }

            Walk(pack, packRoot, "workflows", workflows, diagnostics, cancellationToken);
            Walk(pack, packRoot, "actions/workflows", workflows, diagnostics, cancellationToken);
            AddFiles(pack, packRoot, new(Path.Combine(packRoot, "actions")), $"{pack}/actions", actions, null, diagnostics);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable(pack, exception));
        }

        workflows.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        actions.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        if (workflows.Count > maxFiles)
        {
            diagnostics.Add(new()
            {
                Code = SourceCodes.TooManyFiles,
                Message = $"The pack has {workflows.Count} workflow files; only the first {maxFiles} by name are read.",
                File = pack,
            });
            workflows.RemoveRange(maxFiles, workflows.Count - maxFiles);
        }

        return (workflows, actions);
    }

    /// <summary>A file that another one of the pack names; null, with a finding, when it is not inside of the pack.</summary>
    public PackFile? Resolve(string pack, string from, string relative, List<Diagnostic> diagnostics)
    {
        var named = Path.GetFullPath(Path.Combine("/", from, relative));
        try
        {
            var packRoot = RealPath.Of(Path.Combine(folder, pack));
            var real = Path.IsPathRooted(relative) ? relative : RealPath.Of(Path.Combine(packRoot, from, relative));
            if (Path.IsPathRooted(relative) || !RealPath.IsInside(real, packRoot))
            {
                diagnostics.Add(LeavesRoot($"{pack}/{from}/{relative}", "its pack"));
                return null;
            }

            var file = new FileInfo(real);
            if (!file.Exists)
            {
                diagnostics.Add(new() { Code = CatalogCodes.NotFound, Message = $"There is no file '{relative}'.", File = $"{pack}/{from}" });
                return null;
            }

            return new(pack, $"{pack}{named.Replace('\\', '/')}", real, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable($"{pack}{named}", exception));
            return null;
        }
    }

    private static void Walk(
        string pack, string packRoot, string start, List<PackFile> files, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Path, string Name, int Depth)>([(Path.Combine(packRoot, start), $"{pack}/{start}", 0)]);
        while (open.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var real = RealPath.Of(next.Path);
            if (!Directory.Exists(real) || !visited.Add(real))
            {
                continue;
            }

            if (!RealPath.IsInside(real, packRoot))
            {
                diagnostics.Add(LeavesRoot(next.Name, "its pack"));
            }
            else if (next.Depth > MaxDepth)
            {
                diagnostics.Add(new() { Code = SourceCodes.TooManyFiles, Message = $"Folders are nested more than {MaxDepth} deep.", File = next.Name });
            }
            else
            {
                AddFiles(pack, packRoot, new(real), next.Name, files, folder => open.Push((folder.FullName, $"{next.Name}/{folder.Name}", next.Depth + 1)), diagnostics);
            }
        }
    }

    private static void AddFiles(
        string pack,
        string packRoot,
        DirectoryInfo directory,
        string name,
        List<PackFile> files,
        Action<FileSystemInfo>? addFolder,
        List<Diagnostic> diagnostics)
    {
        if (!directory.Exists)
        {
            return;
        }

        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo)
            {
                addFolder?.Invoke(entry);
            }
            else if (PackFile.IsYaml(entry.Name) && Confined((FileInfo)entry, packRoot, $"{name}/{entry.Name}", diagnostics) is { } file)
            {
                files.Add(new(pack, $"{name}/{entry.Name}", file.FullName, file.Length, file.LastWriteTimeUtc));
            }
        }
    }

    private static FileInfo? Confined(FileInfo file, string packRoot, string name, List<Diagnostic> diagnostics)
    {
        if (!file.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            return file;
        }

        try
        {
            var real = RealPath.Of(file.FullName);
            if (!RealPath.IsInside(real, packRoot))
            {
                diagnostics.Add(LeavesRoot(name, "its pack"));
                return null;
            }

            // A link to nothing, or to a folder, is no file.
            return File.Exists(real) ? new FileInfo(real) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable(name, exception));
            return null;
        }
    }

    private static Diagnostic LeavesRoot(string name, string root) =>
        new() { Code = SourceCodes.LeavesRoot, Message = $"It leads out of {root}, so it is not read.", File = name };
}
