using System.CommandLine;
using System.Text;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Writes the help of the commands.</summary>
internal static class HelpText
{
    private const int Width = 100;

    public static string Overview(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append("wf runs the workflows that a repository declares in .plue/workflows.\n\n");
        text.Append("Start here:\n");
        AddRows(text,
        [
            ("wf list", "what workflows are there, and what starts them"),
            ("wf run --event push", "run here what a push would start, and watch it"),
            ("wf show latest", "how the last run went"),
        ]);
        text.Append("\nCommands:\n");
        AddRows(text, root.Subcommands.Where(command => !command.Hidden).Select(command => (command.Name, FirstSentence(command.Description))));
        text.Append("\nOptions:\n");
        AddRows(text, root.Options.Where(option => !option.Hidden).Select(option => (Names(option), option.Description ?? "")));
        text.Append("\nExit codes:\n");
        AddRows(text,
        [
            ("0", "done; every run succeeded"),
            ("1", "a run failed or was cancelled, a workflow file has errors, or a store is damaged"),
            ("2", "the command line is wrong, or names something that is not there"),
            ("3", "the store, the disk or git does not work"),
        ]);
        text.Append("\n'wf COMMAND --help' explains a command, with examples.\n");
        return text.ToString();
    }

    public static string Of(Command command)
    {
        var text = new StringBuilder();
        var name = NameOf(command);
        text.Append(name).Append(": ");
        AddWrapped(text, command.Description ?? "", 2 + name.Length, 0);
        if (command.Subcommands.Count > 0)
        {
            text.Append("\nCommands:\n");
            AddRows(text, command.Subcommands.Select(subcommand => ($"{name} {subcommand.Name}", FirstSentence(subcommand.Description))));
            return text.Append($"\n'{name} COMMAND --help' explains a command, with examples.\n").ToString();
        }

        text.Append("\nUsage: ").Append(name);
        foreach (var argument in command.Arguments)
        {
            var shown = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
            text.Append(argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? $" [{shown}]" : $" {shown}");
        }

        text.Append(" [options]\n");
        if (command.Arguments.Count > 0)
        {
            text.Append('\n');
            AddRows(text, command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        }

        text.Append("\nOptions:\n");
        AddRows(text, command.Options.Where(option => !option.Hidden).Select(option => (Names(option), option.Description ?? ""))
            .Append(("--help, -h", "Show this help")));
        if (command is ICommandExamples { Examples: var examples })
        {
            text.Append("\nExamples:\n");
            foreach (var (commandLine, meaning) in examples)
            {
                text.Append("  ").Append(commandLine).Append("\n      ").Append(meaning).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The words that call a command.</summary>
    public static string NameOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent ? "wf" : $"{NameOf(parent)} {command.Name}";

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias is not ("/?" or "/h" or "-?")).Prepend(option.Name).Distinct());
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static string FirstSentence(string? description) =>
        description is null ? "" : description.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? description[..end] : description.TrimEnd('.');

    private static void AddRows(StringBuilder text, IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToList();
        var width = all.Max(row => row.Name.Length);
        foreach (var (name, meaning) in all)
        {
            text.Append("  ").Append(name.PadRight(width)).Append("  ");
            AddWrapped(text, meaning, width + 4, width + 4);
        }
    }

    private static void AddWrapped(StringBuilder text, string sentence, int column, int indent)
    {
        var start = column;
        foreach (var word in sentence.Split(' '))
        {
            if (column > start && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                (column, start) = (indent, indent);
            }

            if (column > start)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }
}
