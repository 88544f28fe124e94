using System.CommandLine;

namespace WorkflowEngine.Cli.Commands;

/// <summary>What an operator does with a store.</summary>
internal sealed class StoreCommand : Command
{
    public StoreCommand(CliEnvironment environment)
        : base("store", "Look after a store: check it.")
    {
        Add(new StoreCheckCommand(environment));
    }
}
