using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Postgres;
using WorkflowEngine.Sqlite;

namespace WorkflowEngine.Cli.Engine;

/// <summary>The store the user chose.</summary>
/// <param name="File">The SQLite file; null when it is another kind of store.</param>
/// <param name="IsDefault">Whether the user named none.</param>
internal sealed record StoreChoice(string? File, bool IsDefault = false)
{
    private const string Sqlite = "sqlite:";
    private const string Kinds = "a path, sqlite:PATH, postgres://USER@HOST/DATABASE or Host=...";

    /// <summary>The PostgreSQL database; null when it is another kind of store.</summary>
    public PostgresAddress? Database { get; private init; }

    /// <summary>Whether it is the memory of this process.</summary>
    public bool IsMemory => File is null && Database is null;

    /// <summary>Whether a store that outlives its process may have been made; of a server only a connection tells.</summary>
    public bool Exists => Database is not null || (File is not null && System.IO.File.Exists(File));

    public static StoreChoice Parse(string? text, CliEnvironment environment)
    {
        if (text is null)
        {
            return new(Path.Combine(environment.StateFolder, "runs.db"), IsDefault: true);
        }

        if (PostgresAddress.IsMeant(text))
        {
            return new(File: null) { Database = PostgresAddress.Parse(text) };
        }

        if (text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length)
        {
            return new(environment.FullPath(text[Sqlite.Length..]));
        }

        return text == "memory" ? new(File: null)
            : IsPath(text) ? new(environment.FullPath(text))
            : throw new UsageException($"'{text}' is not a store: write {Kinds}, or memory");
    }

    /// <summary>Reads the choice of a command that another process has to see the result of.</summary>
    public static StoreChoice ParseShared(string? text, CliEnvironment environment) => Parse(text, environment) is { IsMemory: false } choice
        ? choice
        : throw new UsageException($"a memory store ends with its process, so only 'wf run' can use one: write {Kinds}");

    public void Use(IWorkflowEngineBuilder engine)
    {
        if (Database is { } database)
        {
            engine.UsePostgres(options =>
            {
                options.ConnectionString = database.ConnectionString;
                options.Schema = database.Schema ?? options.Schema;
            });
            return;
        }

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

    public override string ToString() => Database is { } database ? database.ToString() : File is null ? "memory" : Sqlite + File;

    // A bare word is more likely a mistake than a file without an ending in the current folder.
    private static bool IsPath(string text) =>
        text.Contains('/', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal) || Path.GetExtension(text).Length > 1;
}
