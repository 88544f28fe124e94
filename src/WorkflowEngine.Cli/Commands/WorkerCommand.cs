using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Cli.Runs;

namespace WorkflowEngine.Cli.Commands;

internal sealed class WorkerCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<int?> _jobs = CommonOptions.Jobs();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();
    private readonly Option<bool> _untilIdle = new("--until-idle") { Description = "Stop when no run is left that has not ended" };

    public WorkerCommand(CliEnvironment environment)
        : base("worker", "Execute the runs of a store, whoever created them. Several workers may share a store. Ctrl-C gives running jobs back.")
    {
        _environment = environment;
        Add(_untilIdle);
        Add(_store);
        Add(_jobs);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf worker", "execute whatever comes, until Ctrl-C"),
        ("wf worker --until-idle", "finish what is there, also what a killed process left behind"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = StoreChoice.ParseShared(parsed.GetValue(_store), _environment);
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        using var repositories = new ScopeRepositories(_environment.StateFolder);
        var setup = new EngineSetup
        {
            Store = store,
            Jobs = parsed.GetValue(_jobs),
            FindRepository = repositories.Find,
            FireSchedules = !parsed.GetValue(_untilIdle),
            Log = parsed.GetValue(_verbose) ? _environment.Error : null,
        };
        var session = await EngineSession.StartAsync(setup, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            terminal.Write($"worker on {store}");
            var watch = new StoreWatch(session, terminal, _environment.Time);
            try
            {
                await watch.WatchAsync(parsed.GetValue(_untilIdle), cancellationToken).ConfigureAwait(false);
                terminal.Write("idle: no run is left");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                terminal.Write("stopping; running jobs are given back");
            }

            await session.StopAsync().ConfigureAwait(false);
            foreach (var scope in repositories.Held)
            {
                if (!await UnfinishedRuns.ExistAsync(session.Store, scope, CancellationToken.None).ConfigureAwait(false))
                {
                    repositories.Remove(scope);
                }
            }
        }

        return ExitCode.Success;
    }
}
