using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Runs;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Parsing;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands;

internal sealed class LogsCommand : Command, ICommandExamples
{
    private const int Batch = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CliEnvironment _environment;
    private readonly Argument<string> _run = CommonOptions.Run();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line, of each log line");
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    private readonly Argument<string?> _job = new("JOB")
    {
        Description = "Only this job. Default: all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with new lines until the run has ended" };

    public LogsCommand(CliEnvironment environment)
        : base("logs", "Show what the steps of a run wrote. Lines that a step wrote to its error output go to the error output.")
    {
        _environment = environment;
        Add(_run);
        Add(_job);
        Add(_follow);
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf logs latest", "everything the newest run wrote"),
        ("wf logs 12 build --follow", "one job of run 12, while it runs"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var details = await RunLookup.ReadAsync(session.Client, parsed.GetValue(_run)!, cancellationToken).ConfigureAwait(false);
            var job = FindJob(details, parsed.GetValue(_job));
            var view = new RunView(details);
            var terminal = new Terminal(_environment, parsed.GetValue(_plain));
            var json = parsed.GetValue(_json) ? new JsonReport(_environment.Out) : null;
            var width = job is null && !view.IsOneJob ? view.Jobs.Max(each => Line.WidthOf(each.Label)) : 0;
            await FollowAsync(session, details.Run.Id, job, parsed.GetValue(_follow), Show, cancellationToken).ConfigureAwait(false);

            void Show(StoredLogLine line)
            {
                if (json is not null)
                {
                    json.OnLog(view, view.Jobs[line.Task.Job], line);
                }
                else
                {
                    Write(terminal, view.Jobs[line.Task.Job], line.Line, width);
                }
            }
        }

        return ExitCode.Success;
    }

    private async Task FollowAsync(
        EngineSession session, long run, int? job, bool follow, Action<StoredLogLine> show, CancellationToken cancellationToken)
    {
        var position = 0L;
        while (true)
        {
            // The status is read first: what was written before the end is then seen by the reading that follows.
            var ended = !follow || await HasEndedAsync(session.Client, run, cancellationToken).ConfigureAwait(false);
            var query = new LogQuery(run) { Job = job, AfterPosition = position, Limit = Batch };
            var lines = await session.Client.ReadLogsAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var line in lines)
            {
                show(line);
                position = line.Position;
            }

            if (lines.Count == 0)
            {
                if (ended)
                {
                    return;
                }

                await Task.Delay(Pause, _environment.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Write(Terminal terminal, JobView job, LogLine line, int width)
    {
        var text = PrintableText.Of(line.Text);
        var shown = new Line();
        if (width > 0)
        {
            shown.AddPadded(job.Label, width, Palette.OfJob(job.Index)).Add($" {terminal.Glyphs.Bar} ", line.Source == LogSource.Error ? Tone.Bad : Tone.Dim);
        }

        shown.Add(text, line.Source == LogSource.Engine ? Tone.Dim : Tone.Normal);
        if (line.Source == LogSource.Error && terminal.Ansi is null)
        {
            _environment.Error.WriteLine(shown.Text);
        }
        else
        {
            terminal.Write(shown);
        }
    }

    private static async Task<bool> HasEndedAsync(IWorkflowClient client, long run, CancellationToken cancellationToken)
    {
        var details = await client.GetAsync(run, cancellationToken).ConfigureAwait(false);
        return details is null || details.Run.Status.IsTerminal();
    }

    private static int? FindJob(RunDetails details, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var found = details.Jobs.FirstOrDefault(job => job.Label == name) ?? details.Jobs.FirstOrDefault(job => job.Name == name);
        if (found is not null)
        {
            return found.Index;
        }

        var nearest = NearestName.Of(name, details.Jobs.Select(job => job.Label));
        throw new UsageException($"{details.Run.Title} has no job '{name}'{(nearest is null ? "" : $", did you mean '{nearest}'?")}");
    }
}
