using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Commands;

internal sealed class ValidateCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Folders with workflows, or workflow files. Default: the current folder",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public ValidateCommand(CliEnvironment environment)
        : base("validate", "Check workflow files. Every mistake is shown with its place; errors make the exit code 1, warnings do not.")
    {
        _environment = environment;
        Add(_paths);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf validate", "check all workflows of the current folder"),
        ("wf validate .plue/workflows/ci.yaml", "check one file"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var paths = parsed.GetValue(_paths) is { Length: > 0 } given ? given : ["."];
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        var all = new List<(Diagnostic Diagnostic, string? FullPath)>();
        var workflows = 0;
        foreach (var path in paths)
        {
            workflows += await CheckAsync(path, all, cancellationToken).ConfigureAwait(false);
        }

        var errors = all.Count(found => found.Diagnostic.IsError);
        if (parsed.GetValue(_json))
        {
            JsonOutput.WriteDocument(_environment.Out, json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("valid", errors == 0);
                json.WriteNumber("workflows", workflows);
                json.WriteDiagnostics(all.Select(found => found.Diagnostic with { File = Shown(found.FullPath) }));
                json.WriteEndObject();
            });
        }
        else
        {
            Write(terminal, all);
            var warnings = all.Count(found => found.Diagnostic.Severity == DiagnosticSeverity.Warning);
            terminal.Write(new Line()
                .Add($"{Count(workflows, "workflow")}, ")
                .Add(Count(errors, "error"), errors > 0 ? Tone.Bad : Tone.Good)
                .Add(", ")
                .Add(Count(warnings, "warning"), warnings > 0 ? Tone.Warn : Tone.Normal));
        }

        return errors > 0 ? ExitCode.Failure : ExitCode.Success;
    }

    private async Task<int> CheckAsync(string path, List<(Diagnostic, string?)> all, CancellationToken cancellationToken)
    {
        var full = _environment.FullPath(path);
        if (File.Exists(full))
        {
            var read = await DefinitionLoader.ReadFileAsync(full, Scope.Default, cancellationToken).ConfigureAwait(false)
                ?? throw new UsageException($"'{path}' is not a workflow file: those end with .py, .yaml or .yml");
            all.AddRange(read.Diagnostics.Select(diagnostic => (diagnostic, (string?)full)));
            return read.Definitions.Count;
        }

        var folder = WorkTree.FindFolder(path, _environment);
        var found = await DefinitionLoader.ReadAsync(new(folder, WorkTree.ScopeOf(folder)), cancellationToken).ConfigureAwait(false);
        all.AddRange(found.Diagnostics.Select(diagnostic => (diagnostic, diagnostic.File is null ? null : Path.Combine(folder, diagnostic.File))));
        return found.Definitions.Count;
    }

    private void Write(Terminal terminal, List<(Diagnostic Diagnostic, string? FullPath)> all)
    {
        string? current = null;
        string[]? source = null;
        foreach (var (diagnostic, fullPath) in all)
        {
            if (fullPath != current)
            {
                (current, source) = (fullPath, ReadLines(fullPath));
            }

            foreach (var line in DiagnosticText.Of(diagnostic, Shown(fullPath), source))
            {
                terminal.Write(line);
            }
        }
    }

    private string? Shown(string? fullPath)
    {
        if (fullPath is null)
        {
            return null;
        }

        var relative = Path.GetRelativePath(_environment.WorkingDirectory, fullPath);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? fullPath : relative).Replace('\\', '/');
    }

    private static string[]? ReadLines(string? file)
    {
        try
        {
            return file is null || new FileInfo(file).Length > RepositorySource.MaxFileSize ? null : File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
