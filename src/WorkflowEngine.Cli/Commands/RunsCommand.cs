using System.CommandLine;
using System.Globalization;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands;

internal sealed class RunsCommand : Command, ICommandExamples
{
    private static readonly WorkflowStatus[] Statuses =
    [
        WorkflowStatus.Waiting, WorkflowStatus.Running, WorkflowStatus.Success, WorkflowStatus.Failure, WorkflowStatus.Cancelled,
        WorkflowStatus.Skipped,
    ];

    private readonly CliEnvironment _environment;
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    private readonly Argument<string?> _path = new("PATH")
    {
        Description = "Only runs of this folder. Default: all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _status = new("--status")
    {
        HelpName = "STATUS",
        Description = "Only runs that are waiting, running, success, failure, cancelled or skipped; may be repeated",
    };

    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "How many at most, newest first. Default: 20",
        DefaultValueFactory = _ => 20,
    };

    public RunsCommand(CliEnvironment environment)
        : base("runs", "Show past and present runs, newest first.")
    {
        _environment = environment;
        Add(_path);
        Add(_status);
        Add(_limit);
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf runs", "the last runs of all folders"),
        ("wf runs . --status failure --limit 5", "the last five that failed, of the current folder"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = new RunQuery
        {
            Scope = parsed.GetValue(_path) is { } path ? WorkTree.ScopeOf(WorkTree.FindFolder(path, _environment)) : null,
            Statuses = [.. (parsed.GetValue(_status) ?? []).Select(ParseStatus)],
            Limit = parsed.GetValue(_limit) is > 0 and <= 10_000 and var limit ? limit : throw new UsageException("--limit must be a number from 1 to 10000"),
        };
        var runs = await ReadAsync(parsed, query, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.WriteDocument(_environment.Out, json =>
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
        else
        {
            Write(new Terminal(_environment, parsed.GetValue(_plain)), runs);
        }

        return ExitCode.Success;
    }

    private async Task<IReadOnlyList<WorkflowRun>> ReadAsync(ParseResult parsed, RunQuery query, CancellationToken cancellationToken)
    {
        // Before the first run there is no default store, which is no mistake; a file that was named is looked for.
        var choice = StoreChoice.ParseShared(parsed.GetValue(_store), _environment);
        if (!choice.Exists && choice.IsDefault)
        {
            return [];
        }

        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.Client.ListAsync(query, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Write(Terminal terminal, IReadOnlyList<WorkflowRun> runs)
    {
        if (runs.Count == 0)
        {
            terminal.Write("No runs.");
            return;
        }

        var now = _environment.Time.GetUtcNow();
        var id = runs.Max(run => Id(run).Length);
        var title = runs.Max(run => Line.WidthOf(run.Title));
        var folder = runs.Max(run => Line.WidthOf(WorkTree.NameOf(run.Scope.Name)));
        foreach (var run in runs)
        {
            var line = new Line()
                .Add($"{terminal.Glyphs.Of(run.Status)} ", Glyphs.ToneOf(run.Status))
                .Add(Id(run).PadLeft(id) + "  ", Tone.Dim)
                .AddPadded(run.Title, title, Tone.Strong)
                .Add("  ")
                .AddPadded(run.Status.ToText(), 9, Glyphs.ToneOf(run.Status))
                .Add("  ")
                .AddPadded(Elapsed.Between(run.StartedAt, run.StoppedAt, now), 12, Tone.Dim)
                .AddPadded(WorkTree.NameOf(run.Scope.Name), folder)
                .Add("  ")
                .Add(run.Event.RefName is { } name ? $"{run.Event.Name} {name}" : run.Event.Name, Tone.Dim)
                .Add("  " + Elapsed.Ago(run.CreatedAt, now), Tone.Dim);
            terminal.Write(line);
        }
    }

    private static WorkflowStatus ParseStatus(string text) =>
        Array.Find(Statuses, status => status.ToText() == text) is var found and not WorkflowStatus.Unknown
            ? found
            : throw new UsageException($"'{text}' is not a status: write one of {string.Join(", ", Statuses.Select(status => status.ToText()))}");

    private static string Id(WorkflowRun run) => run.Id.ToString(CultureInfo.InvariantCulture);
}
