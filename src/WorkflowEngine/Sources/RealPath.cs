namespace WorkflowEngine.Sources;

/// <summary>Follows every link on the way to a file, so that it can be told whether the file is inside a folder.</summary>
internal static class RealPath
{
    /// <summary>What operating systems allow, too.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without links.</summary>
    /// <exception cref="IOException">The links go in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var links = 0;
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Split(full[real.Length..]).Reverse());
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(real, part));
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"The links of '{path}' go in a circle.");
            }

            if (Path.IsPathRooted(target))
            {
                real = Path.GetPathRoot(target)!;
                target = target[real.Length..];
            }

            foreach (var step in Split(target).Reverse())
            {
                rest.Push(step);
            }
        }

        return real;
    }

    /// <summary>Whether a path without links is a folder or inside it.</summary>
    public static bool IsInside(string real, string folder)
    {
        var relative = Path.GetRelativePath(folder, real);
        return relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    private static string[] Split(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
