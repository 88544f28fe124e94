using System.CommandLine;
using System.CommandLine.Help;
using WorkflowEngine.Cli.Commands;
using WorkflowEngine.Cli.Commands.Packs;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>All commands, in the order the overview shows them.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand("Run the workflows of a repository: here and now, or by workers.")
        {
            new RunCommand(environment),
            new ListCommand(environment),
            new ValidateCommand(environment),
            new PlanCommand(environment),
            new PromptCommand(environment),
            new TriggerCommand(environment),
            new WorkerCommand(environment),
            new PacksCommand(environment),
            new RunsCommand(environment),
            new ShowCommand(environment),
            new LogsCommand(environment),
            new CancelCommand(environment),
            new RerunCommand(environment),
            new StoreCommand(environment),
        };
        root.SetAction(_ => environment.Out.Write(HelpText.Overview(root)));
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption:
                    option.Description = "Show help for a command";
                    option.Action = new HelpTextAction(environment.Out);
                    break;

                case VersionOption:
                    option.Description = "Show the version";
                    break;
            }
        }

        return root;
    }
}
