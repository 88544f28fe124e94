using System.CommandLine;

namespace WorkflowEngine.Cli.Commands;

/// <summary>What an operator does with a store.</summary>
internal sealed class StoreCommand : Command
{
    public StoreCommand(CliEnvironment environment)
        : base("store", "Look after a store: check it, count what it holds, make or update its schema.")
    {
        Add(new StoreCheckCommand(environment));
        Add(new StoreStatsCommand(environment));
        Add(new StoreMigrateCommand(environment));
    }
}
