using System.CommandLine;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class ParseProblem
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command is RootCommand ? "wf" : "wf " + command.Name;
        if (parsed.UnmatchedTokens.Count == 0)
        {
            return $"{parsed.Errors[0].Message.TrimEnd('.')}; see '{name} --help'";
        }

        var token = parsed.UnmatchedTokens[0];
        var (kind, known) = token.StartsWith('-') ? ("option", command.Options.Select(option => option.Name))
            : command is RootCommand ? ("command", command.Subcommands.Select(subcommand => subcommand.Name))
            : ("argument", []);
        var nearest = NearestName.Of(token, [.. known]);
        return nearest is null
            ? $"unknown {kind} '{token}'; see '{name} --help'"
            : $"unknown {kind} '{token}', did you mean '{nearest}'?";
    }
}
