namespace WorkflowEngine.Execution.Processes;

/// <summary>Finds programs the way shells do, but on the path of the step and not on that of the host.</summary>
internal static class ExecutablePath
{
    public static string? Find(ProcessStart start)
    {
        var name = start.Command[0];
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Path.Combine(start.Folder, name);
        }

        var path = start.Env.TryGetValue("PATH", out var value) ? value : "/usr/local/bin:/usr/bin:/bin";
        foreach (var folder in path.Split(':'))
        {
            // An empty part of a PATH means the current folder, which here is full of files that strangers wrote.
            if (folder.Length > 0 && Try(Path.Combine(start.Folder, folder), name) is { } found)
            {
                return found;
            }
        }

        foreach (var folder in start.OtherFolders)
        {
            if (Try(folder, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Try(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) && Libc.CanExecute(file) ? file : null;
    }
}
