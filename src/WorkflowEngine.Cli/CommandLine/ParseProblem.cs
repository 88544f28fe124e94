using System.CommandLine;
using System.CommandLine.Parsing;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class ParseProblem
{
    /// <summary>The problem; null when there is none.</summary>
    public static string? Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = HelpText.NameOf(command);
        if (UnknownToken(parsed) is not { } token)
        {
            return parsed.Errors.Count > 0 ? $"{parsed.Errors[0].Message.TrimEnd('.')}; see '{name} --help'" : null;
        }

        var (kind, known) = token.StartsWith('-') ? ("option", command.Options.Select(option => option.Name))
            : command.Subcommands.Count > 0 ? ("command", command.Subcommands.Select(subcommand => subcommand.Name))
            : ("argument", []);
        var nearest = NearestName.Of(token, known);
        return nearest is null
            ? $"unknown {kind} '{token}'; see '{name} --help'"
            : $"unknown {kind} '{token}', did you mean '{nearest}'?";
    }

    /// <summary>An unknown option comes first: it may have been taken for an argument, and what follows is unknown only because it is.</summary>
    private static string? UnknownToken(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens.Select(token => token.Value))
        .Concat(parsed.UnmatchedTokens)
        .FirstOrDefault(token => token.Length > 1 && token[0] == '-') ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
}
