using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Cli.Commands.Packs;

internal sealed class PacksValidateCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _folder = PackOptions.Folder();
    private readonly Option<string[]> _pack = PackOptions.Pack();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public PacksValidateCommand(CliEnvironment environment)
        : base("validate", "Check the workflows of packs. Every mistake is shown with its place; errors make the exit code 1, warnings do not.")
    {
        _environment = environment;
        Add(_folder);
        Add(_pack);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
        [("wf packs validate", "check all packs of the folder 'packs'"), ("wf packs validate --pack mail --json", "one of them, for a script")];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var loader = PackOptions.Loader(parsed.GetValue(_folder)!, _environment);
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        var packs = parsed.GetValue(_pack) ?? [];
        var loaded = await PackProgressBar.ShowAsync(terminal, progress => loader.LoadAllAsync(progress, cancellationToken)).ConfigureAwait(false);
        foreach (var pack in packs)
        {
            _ = loaded.Packs.Contains(pack) ? pack : throw new UsageException($"there is no pack '{pack}'");
        }

        var definitions = loaded.Definitions.Where(definition => packs.Length == 0 || packs.Contains(definition.Scope.Name)).ToList();
        var errors = loaded.Errors
            .Where(error => packs.Length == 0 || packs.Any(pack => error.Path == pack || error.Path?.StartsWith(pack + "/", StringComparison.Ordinal) == true))
            .ToList();
        var warnings = definitions.SelectMany(definition => definition.Diagnostics).Where(found => found.Severity == DiagnosticSeverity.Warning).ToList();
        if (parsed.GetValue(_json))
        {
            JsonOutput.WriteDocument(_environment.Out, json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("valid", errors.Count == 0);
                json.WriteNumber("workflows", definitions.Count);
                json.WriteDiagnostics(errors.Select(error => error.Diagnostic).Concat(warnings));
                json.WriteEndObject();
            });
        }
        else
        {
            PackOptions.Write(terminal, errors.Concat(warnings.Select(found => new PackError(null, PackLoadStage.Validate, found))));
            terminal.Write(new Line()
                .Add($"{PackOptions.Count(definitions.Count, "workflow")}, ")
                .Add(PackOptions.Count(errors.Count, "error"), errors.Count > 0 ? Tone.Bad : Tone.Good)
                .Add(", ")
                .Add(PackOptions.Count(warnings.Count, "warning"), warnings.Count > 0 ? Tone.Warn : Tone.Normal));
        }

        return errors.Count > 0 ? ExitCode.Failure : ExitCode.Success;
    }
}
