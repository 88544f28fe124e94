using System.CommandLine;

namespace WorkflowEngine.Cli.Commands;

/// <summary>The commands about prompts.</summary>
internal sealed class PromptCommand : Command
{
    public PromptCommand(CliEnvironment environment)
        : base("prompt", "Look at prompt files: 'wf prompt preview FILE' renders one. Nothing is sent to a model.") =>
        Add(new PromptPreviewCommand(environment));
}
