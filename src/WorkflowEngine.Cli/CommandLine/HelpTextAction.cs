using System.CommandLine;
using System.CommandLine.Invocation;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Shows our own help instead of the library's, which has no place for examples.</summary>
internal sealed class HelpTextAction(TextWriter output) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        output.Write(command is RootCommand root ? HelpText.Overview(root) : HelpText.Of(command));
        return ExitCode.Success;
    }
}
