using WorkflowEngine.Definitions;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Engine;

/// <summary>What a command wants of the engine.</summary>
internal sealed record EngineSetup
{
    public required StoreChoice Store { get; init; }

    /// <summary>The repository whose workflow files are loaded; null for none.</summary>
    public string? Repository { get; init; }

    /// <summary>The scope of that repository, and with it the only one that is executed here; null for any.</summary>
    public Scope? Scope { get; init; }

    /// <summary>Finds the repository of a scope when jobs of any scope are executed.</summary>
    public RepositoryLocator? FindRepository { get; init; }

    /// <summary>How many jobs run at once; null means the engine's default.</summary>
    public int? Jobs { get; init; }

    /// <summary>Whether schedules of the store are fired here.</summary>
    public bool FireSchedules { get; init; }

    /// <summary>Where the engine logs to; null means nowhere.</summary>
    public TextWriter? Log { get; init; }
}
