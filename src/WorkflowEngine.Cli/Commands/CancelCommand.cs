using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Commands;

internal sealed class CancelCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _run = CommonOptions.Run();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();
    private readonly Option<bool> _force = new("--force") { Description = "Also stop jobs that would clean up (condition: always)" };

    public CancelCommand(CliEnvironment environment)
        : base("cancel", "Cancel a run. What has not started never will, what runs is told to stop; cleanup jobs still run.")
    {
        _environment = environment;
        Add(_run);
        Add(_force);
        Add(_store);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf cancel latest", "cancel the newest run"),
        ("wf cancel 12 --force", "cancel run 12, cleanup included"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var run = (await RunLookup.ReadAsync(session.Client, parsed.GetValue(_run)!, cancellationToken).ConfigureAwait(false)).Run;
            var done = await session.Client.CancelAsync(run.Id, parsed.GetValue(_force), "the user", cancellationToken).ConfigureAwait(false);
            new Terminal(_environment, parsed.GetValue(_plain)).Write(done
                ? $"{run.Title} is being cancelled."
                : $"{run.Title} has already ended with {run.Status.ToText()}.");
        }

        return ExitCode.Success;
    }
}
