using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Commands;

internal sealed class TriggerCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _event = new("EVENT") { Description = "The name of the event, such as push" };
    private readonly Argument<string> _path = CommonOptions.Path();
    private readonly EventOptions _options = new();
    private readonly Option<string?> _workflow = RunCommand.WorkflowOption();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    public TriggerCommand(CliEnvironment environment)
        : base("trigger", "Create the runs that an event starts, and return at once. A 'wf worker' executes them.")
    {
        _environment = environment;
        Add(_event);
        Add(_path);
        _options.AddTo(this);
        Add(_workflow);
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf trigger push", "what a push of the current branch would start"),
        ("wf trigger pull_request --action opened --base main", "a pull request for main was opened"),
        ("wf trigger deploy_request --payload request.json", "an event of your own, with a document"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = StoreChoice.ParseShared(parsed.GetValue(_store), _environment);
        var request = _options.Read(parsed, parsed.GetValue(_event)!);
        var folder = WorkTree.FindFolder(parsed.GetValue(_path)!, _environment);
        using var tree = await WorkTree.OpenAsync(folder, asItIs: false, _environment, cancellationToken).ConfigureAwait(false);
        EngineSession? session = null;
        try
        {
            var setup = new EngineSetup
            {
                Store = store,
                Repository = tree.Repository.Root,
                Scope = tree.Scope,
                Log = parsed.GetValue(_verbose) ? _environment.Error : null,
            };
            session = await EngineSession.OpenAsync(setup, cancellationToken).ConfigureAwait(false);
            var occurrence = await request.ToEventAsync(tree, _environment, cancellationToken).ConfigureAwait(false);
            var runs = await new RunStart(session.Client, occurrence, parsed.GetValue(_workflow)).CreateAsync(cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                WriteJson(runs);
            }
            else
            {
                Write(new Terminal(_environment, parsed.GetValue(_plain)), tree, occurrence, runs);
            }
        }
        finally
        {
            // While runs are waiting the temporary repository stays for the worker, which removes it after the last of them.
            await tree.RemoveSnapshotAsync(session?.Store).ConfigureAwait(false);
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }

        return ExitCode.Success;
    }

    private static void Write(Terminal terminal, WorkTree tree, WorkflowEvent occurrence, IReadOnlyList<WorkflowRun> runs)
    {
        if (tree.Note is { } note)
        {
            terminal.Write(note, Tone.Dim);
        }

        foreach (var run in runs)
        {
            terminal.Write(new Line().Add(run.Title, Tone.Strong).Add($"  run {run.Id}", Tone.Dim));
        }

        terminal.Write(runs.Count == 0 ? $"No workflow starts on \"{occurrence.Name}\"." : "Created; 'wf worker' executes what is waiting.");
    }

    private void WriteJson(IReadOnlyList<WorkflowRun> runs) => JsonOutput.WriteDocument(_environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("runs");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteRun(run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
