using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Commands;

internal sealed class RerunCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _run = CommonOptions.Run();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();
    private readonly Option<bool> _failed = new("--failed") { Description = "Repeat in the same run only what failed or was cancelled" };

    public RerunCommand(CliEnvironment environment)
        : base("rerun", "Repeat a run as it was: same jobs, same event, same commit. A 'wf worker' executes it.")
    {
        _environment = environment;
        Add(_run);
        Add(_failed);
        Add(_store);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf rerun latest --failed", "try again what failed in the newest run"),
        ("wf rerun 12", "a new run that repeats run 12 from its start"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        var text = parsed.GetValue(_run)!;
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var run = (await RunLookup.ReadAsync(session.Client, text, cancellationToken).ConfigureAwait(false)).Run;
            if (!parsed.GetValue(_failed))
            {
                var repeat = await session.Client.RerunAsync(run.Id, cancellationToken).ConfigureAwait(false) ?? throw RunLookup.NoRun(text);
                terminal.Write($"{repeat.Title} (run {repeat.Id}) repeats {run.Title}; 'wf worker' executes it.");
            }
            else if (await session.Client.RerunFailedAsync(run.Id, cancellationToken).ConfigureAwait(false))
            {
                terminal.Write($"{run.Title} repeats what failed; 'wf worker' executes it.");
            }
            else
            {
                throw new UsageException(run.Status.IsTerminal()
                    ? $"nothing failed in {run.Title}"
                    : $"{run.Title} has not ended yet; cancel it first");
            }
        }

        return ExitCode.Success;
    }
}
