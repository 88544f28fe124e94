using System.CommandLine;
using System.Globalization;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>Options that several commands have, with one name and one meaning.</summary>
internal static class CommonOptions
{
    public static Argument<string> Path() => new("PATH")
    {
        Description = "The folder with the workflows. Default: the current one",
        DefaultValueFactory = _ => ".",
    };

    public static Argument<string> Run() => new("RUN") { Description = "The id of a run, or 'latest'" };

    public static Option<string?> Store(bool allowMemory = false) => new("--store")
    {
        HelpName = "STORE",
        Description = "Where runs are kept: the PATH of a SQLite file, or postgres://USER@HOST/DATABASE with the password in PGPASSWORD "
            + (allowMemory ? "or PGPASSFILE, or memory to keep nothing. " : "or PGPASSFILE. ") + "Default: a file in your state folder",
    };

    public static Option<bool> Plain() => new("--plain") { Description = "Plain lines: no colours, no live table, letters instead of drawn signs" };

    public static Option<bool> Json(string what = "JSON for programs instead of text for people") => new("--json") { Description = what };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Also show what the engine does, on the error output" };

    public static Option<int?> Jobs()
    {
        var option = new Option<int?>("--jobs")
        {
            HelpName = "N",
            Description = "How many jobs run at once. Default: the number of processors",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) || jobs is < 1 or > 10_000))
            {
                result.AddError($"--jobs must be a number from 1 to 10000, not '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }
}
