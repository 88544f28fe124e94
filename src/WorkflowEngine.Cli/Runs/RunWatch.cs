using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Dispatch;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Starts runs, watches them to their end, and cancels them when the user wants to stop.</summary>
internal sealed class RunWatch(EngineSession session, IRunScreen screen, CliEnvironment environment)
{
    public async Task<int> RunAsync(RunStart start, CancellationToken cancellationToken)
    {
        var matches = await start.ExplainAsync(cancellationToken).ConfigureAwait(false);
        screen.ShowMatches(matches, start.Occurrence);
        var began = environment.Time.GetTimestamp();
        var started = await start.CreateAsync(cancellationToken).ConfigureAwait(false);
        var runs = new List<RunView>(started.Count);
        foreach (var run in started)
        {
            // From here on nothing is given up: what was started is shown to its end, which a signal only brings nearer.
            var details = await session.Client.GetAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
            runs.Add(new RunView(details!));
        }

        if (runs.Count > 0)
        {
            RunNames.Assign(runs);
            using var first = environment.Interrupts.First.Register(() => Cancel(runs, forced: false));
            using var second = environment.Interrupts.Second.Register(() => Cancel(runs, forced: true));
            await screen.ShowRunsAsync(
                runs, report => new RunFollower(session.Store, report, withLogs: true).FollowAsync(runs, CancellationToken.None))
                .ConfigureAwait(false);
        }

        var exitCode = runs.TrueForAll(RunSummary.IsSuccess) ? ExitCode.Success : ExitCode.Failure;
        screen.ShowEnd(runs, environment.Time.GetElapsedTime(began), exitCode);
        return exitCode;
    }

    private void Cancel(List<RunView> runs, bool forced)
    {
        screen.Say(forced
            ? "stopping at once"
            : "cancelling; cleanup jobs still run, press Ctrl-C again to stop them, too");
        _ = CancelAsync(session.Client, runs, forced);
    }

    private static async Task CancelAsync(IWorkflowClient client, List<RunView> runs, bool forced)
    {
        try
        {
            foreach (var run in runs)
            {
                await client.CancelAsync(run.Run.Id, forced, "the user").ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // Nobody awaits a signal. The store that is broken here breaks the one who watches the runs as well, and that is reported.
        }
    }
}
