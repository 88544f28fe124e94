namespace WorkflowEngine.Execution.Processes;

/// <summary>A program to run.</summary>
internal sealed record ProcessStart
{
    /// <summary>The arguments, the name of the program first: a path, or a name that is looked for on the PATH of <see cref="Env"/>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>An absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The complete environment.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>Folders that are searched after those of the PATH. Default: none.</summary>
    public IReadOnlyList<string> OtherFolders { get; init; } = [];

    /// <summary>Whether the program may write to file descriptor 3, apart from its output. Default: false.</summary>
    public bool HasControl { get; init; }
}
