using System.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Cli.Commands.Packs;

/// <summary>What the commands about packs share.</summary>
internal static class PackOptions
{
    public static Argument<string> Folder() => new("FOLDER")
    {
        Description = "The folder whose folders are the packs. Default: packs",
        DefaultValueFactory = _ => "packs",
    };

    public static Option<string[]> Pack() => new("--pack") { HelpName = "PACK", Description = "Only this pack; may be repeated" };

    public static Argument<string> Workflow() => new("REF") { Description = "The workflow: the pack and the name with a dot between them" };

    public static PackLoader Loader(string folder, CliEnvironment environment)
    {
        var full = environment.FullPath(folder);
        return Directory.Exists(full) ? new(new() { Folder = full }) : throw new UsageException($"there is no folder '{folder}'");
    }

    public static Task<EngineSession> OpenAsync(string? store, CliEnvironment environment, CancellationToken cancellationToken) =>
        EngineSession.OpenAsync(new() { Store = StoreChoice.ParseShared(store, environment) }, cancellationToken);

    public static (string Pack, string Ref) Split(string workflow) => workflow.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        ? (workflow[..dot], workflow)
        : throw new UsageException($"'{workflow}' is not the ref of a workflow: write PACK.NAME");

    public static void Write(Terminal terminal, IEnumerable<PackError> errors)
    {
        foreach (var error in errors)
        {
            foreach (var line in DiagnosticText.Of(error.Diagnostic, error.Path, source: null))
            {
                terminal.Write(line);
            }
        }
    }

    public static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
