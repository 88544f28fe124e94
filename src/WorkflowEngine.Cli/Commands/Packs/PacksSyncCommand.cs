using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Cli.Commands.Packs;

internal sealed class PacksSyncCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _folder = PackOptions.Folder();
    private readonly Option<string[]> _pack = PackOptions.Pack();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public PacksSyncCommand(CliEnvironment environment)
        : base("sync", "Make the catalogue the same as the files of packs. Workflows with errors leave what is registered as it is; they make the exit code 1.")
    {
        _environment = environment;
        Add(_folder);
        Add(_pack);
        Add(_store);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf packs sync", "bring all packs of the folder 'packs' into the catalogue"),
        ("wf packs sync shop/packs --pack mail", "one pack of another folder"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var loader = PackOptions.Loader(parsed.GetValue(_folder)!, _environment);
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        var session = await PackOptions.OpenAsync(parsed.GetValue(_store), _environment, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var registrar = new PackRegistrar(session.Store, loader);
            var results = await PackProgressBar.ShowAsync(
                terminal, progress => SyncAsync(registrar, parsed.GetValue(_pack) ?? [], progress, cancellationToken)).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                WriteJson(results);
            }
            else
            {
                Write(terminal, results);
            }

            return results.Any(result => result.Errors.Count > 0) ? ExitCode.Failure : ExitCode.Success;
        }
    }

    private static async Task<IReadOnlyList<PackSyncResult>> SyncAsync(
        PackRegistrar registrar, string[] packs, IProgress<PackProgress>? progress, CancellationToken cancellationToken)
    {
        if (packs.Length == 0)
        {
            return await registrar.SyncAllAsync(null, progress, cancellationToken).ConfigureAwait(false);
        }

        var results = new List<PackSyncResult>();
        foreach (var pack in packs)
        {
            results.Add(await registrar.SyncPackAsync(pack, null, progress, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private static void Write(Terminal terminal, IReadOnlyList<PackSyncResult> results)
    {
        foreach (var result in results)
        {
            PackOptions.Write(terminal, result.Errors);
            var (added, changed, removed) = result.Change;
            terminal.Write(new Line()
                .Add(result.Pack, Tone.Strong)
                .Add($": {PackOptions.Count(result.Workflows.Count, "workflow")}")
                .Add($", {added} added, {changed} changed, {removed} removed", result.Change == default ? Tone.Dim : Tone.Good));
        }
    }

    private void WriteJson(IReadOnlyList<PackSyncResult> results) => JsonOutput.WriteDocument(_environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("packs");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("pack_ref", result.Pack);
            json.WriteNumber("loaded_count", result.Loaded);
            json.WriteNumber("registered_count", result.Registered);
            json.WriteNumber("added", result.Change.Added);
            json.WriteNumber("changed", result.Change.Changed);
            json.WriteNumber("removed", result.Change.Removed);
            json.WriteTexts("workflows", result.Workflows);
            json.WriteDiagnostics(result.Errors.Select(error => error.Diagnostic));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
