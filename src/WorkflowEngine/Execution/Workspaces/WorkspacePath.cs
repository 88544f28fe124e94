using WorkflowEngine.Execution.Processes;

namespace WorkflowEngine.Execution.Workspaces;

/// <summary>Resolves paths that authors write, so that none leaves the workspace, links included.</summary>
internal static class WorkspacePath
{
    /// <summary>The absolute path without links; null with a sentence when it does not exist or lies outside.</summary>
    public static string? Resolve(string workspace, string? relative, out string? error)
    {
        error = null;
        if (string.IsNullOrEmpty(relative))
        {
            return workspace;
        }

        var root = Libc.RealPath(workspace);
        var path = root is null || relative.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(Path.Combine(root, relative));
        if (path is null || !IsInside(root!, path))
        {
            error = $"'{relative}' is not inside the workspace";
            return null;
        }

        var real = Libc.RealPath(path);
        if (real is null)
        {
            error = $"'{relative}' does not exist in the workspace";
        }
        else if (!IsInside(root!, real))
        {
            error = $"'{relative}' is a link that leaves the workspace";
            real = null;
        }

        return real;
    }

    private static bool IsInside(string root, string path) =>
        path == root || (path.StartsWith(root, StringComparison.Ordinal) && path[root.Length] == Path.DirectorySeparatorChar);
}
