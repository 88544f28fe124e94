using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Sqlite;

namespace WorkflowEngine.Cli.Engine;

/// <summary>The store the user chose.</summary>
/// <param name="File">The SQLite file; null means the memory of this process.</param>
/// <param name="IsDefault">Whether the user named none.</param>
internal sealed record StoreChoice(string? File, bool IsDefault = false)
{
    private const string Sqlite = "sqlite:";

    /// <summary>Whether a store that outlives its process has been made yet.</summary>
    public bool Exists => File is not null && System.IO.File.Exists(File);

    public static StoreChoice Parse(string? text, CliEnvironment environment) => text switch
    {
        null => new(Path.Combine(environment.StateFolder, "runs.db"), IsDefault: true),
        "memory" => new(File: null),
        _ when text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length =>
            new(environment.FullPath(text[Sqlite.Length..])),
        _ => throw new UsageException($"'{text}' is not a store: write sqlite:PATH or memory"),
    };

    /// <summary>Reads the choice of a command that another process has to see the result of.</summary>
    public static StoreChoice ParseShared(string? text, CliEnvironment environment) => Parse(text, environment) is { File: not null } choice
        ? choice
        : throw new UsageException("a memory store ends with its process, so only 'wf run' can use one: write sqlite:PATH");

    public void Use(IWorkflowEngineBuilder engine)
    {
        if (File is null)
        {
            engine.UseInMemory();
            return;
        }

        if (IsDefault)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        }

        engine.UseSqlite(File);
    }

    public override string ToString() => File is null ? "memory" : Sqlite + File;
}
