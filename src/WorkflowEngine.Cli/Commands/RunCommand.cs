using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Cli.Runs;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Commands;

internal sealed class RunCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _path = CommonOptions.Path();
    private readonly EventOptions _options = new();
    private readonly Option<string?> _workflow = WorkflowOption();
    private readonly Option<string?> _store = CommonOptions.Store(allowMemory: true);
    private readonly Option<int?> _jobs = CommonOptions.Jobs();
    private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line, and a summary as the last one");
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    private readonly Option<string> _event = new("--event")
    {
        HelpName = "NAME",
        Description = "The event that happened. Default: push",
        DefaultValueFactory = _ => "push",
    };

    private readonly Option<bool> _workTree = new("--work-tree")
    {
        Description = "Run the files as they are now and not the last commit",
    };

    public RunCommand(CliEnvironment environment)
        : base("run", "Run here what an event starts, and watch it. Shows which workflows the event starts and why the others stay "
            + "quiet, runs their jobs, and ends with exit code 1 when a run failed or was cancelled. Ctrl-C cancels the runs and lets "
            + "cleanup jobs finish; a second Ctrl-C stops those, too.")
    {
        _environment = environment;
        Add(_path);
        Add(_event);
        _options.AddTo(this);
        Add(_workflow);
        Add(_workTree);
        Add(_store);
        Add(_jobs);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf run", "what a push of the current branch starts"),
        ("wf run --event push --ref main --path docs/index.md", "what a push to main starts that changed one file"),
        ("wf run --workflow CI --work-tree", "one workflow, with the files as they are now"),
        ("wf run shop --store memory --json", "another folder, keeping nothing, for a script"),
    ];

    public static Option<string?> WorkflowOption() => new("--workflow")
    {
        HelpName = "NAME",
        Description = "Start only this workflow, whatever its triggers are",
    };

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = StoreChoice.Parse(parsed.GetValue(_store), _environment);
        var request = _options.Read(parsed, parsed.GetValue(_event)!);
        var folder = WorkTree.FindFolder(parsed.GetValue(_path)!, _environment);
        using var tree = await WorkTree.OpenAsync(folder, parsed.GetValue(_workTree), _environment, cancellationToken).ConfigureAwait(false);
        EngineSession? session = null;
        try
        {
            var occurrence = await request.ToEventAsync(tree, _environment, cancellationToken).ConfigureAwait(false);
            var found = await DefinitionLoader.ReadAsync(new(tree.Repository.Root, tree.Scope), cancellationToken).ConfigureAwait(false);
            session = await EngineSession.StartAsync(
                new()
                {
                    Store = store,
                    Repository = tree.Repository.Root,
                    Scope = tree.Scope,
                    Jobs = parsed.GetValue(_jobs),
                    Log = parsed.GetValue(_verbose) ? _environment.Error : null,
                },
                cancellationToken).ConfigureAwait(false);

            var terminal = new Terminal(_environment, parsed.GetValue(_plain));
            IRunScreen screen = parsed.GetValue(_json) ? new JsonScreen(_environment.Out) : new TextScreen(terminal, store, _environment.Time);
            screen.ShowStart(tree, occurrence, found);
            var watch = new RunWatch(session, screen, _environment);
            return await watch.RunAsync(new(session.Client, occurrence, parsed.GetValue(_workflow)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(session, tree).ConfigureAwait(false);
        }
    }

    /// <summary>The engine stops before its repository goes.</summary>
    private static async Task EndAsync(EngineSession? session, WorkTree tree)
    {
        if (session is null)
        {
            await tree.RemoveSnapshotAsync(store: null).ConfigureAwait(false);
            return;
        }

        await session.StopAsync().ConfigureAwait(false);
        await tree.RemoveSnapshotAsync(session.Store).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
