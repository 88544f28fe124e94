using System.CommandLine;

namespace WorkflowEngine.Cli.Commands.Packs;

/// <summary>The commands about packs of workflows and the catalogue they are in.</summary>
internal sealed class PacksCommand : Command
{
    public PacksCommand(CliEnvironment environment)
        : base("packs", "Check packs of workflows, bring them into the catalogue, and look through it.")
    {
        Add(new PacksSyncCommand(environment));
        Add(new PacksValidateCommand(environment));
        Add(new PacksListCommand(environment, isSearch: false));
        Add(new PacksListCommand(environment, isSearch: true));
        Add(new PacksShowCommand(environment));
        Add(new PacksDiffCommand(environment));
    }
}
