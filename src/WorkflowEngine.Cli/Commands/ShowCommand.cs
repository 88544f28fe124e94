using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Runs;

namespace WorkflowEngine.Cli.Commands;

internal sealed class ShowCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _run = CommonOptions.Run();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    public ShowCommand(CliEnvironment environment)
        : base("show", "Show one run: its graph, jobs and steps. For what does not move it says what it waits for.")
    {
        _environment = environment;
        Add(_run);
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf show latest", "the newest run"),
        ("wf show 12 --json", "run 12, for a script"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var details = await RunLookup.ReadAsync(session.Client, parsed.GetValue(_run)!, cancellationToken).ConfigureAwait(false);
            var now = _environment.Time.GetUtcNow();
            var waits = await WaitText.OfAsync(session.Client, details, now, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                JsonOutput.WriteDocument(_environment.Out, json => RunDocument.Write(json, details, waits));
            }
            else
            {
                new RunPage(new Terminal(_environment, parsed.GetValue(_plain)), now).Write(details, waits);
            }
        }

        return ExitCode.Success;
    }
}
