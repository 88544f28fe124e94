using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Brings events and log lines of runs to a report, in the order they came about.</summary>
/// <param name="store">Where the runs are.</param>
/// <param name="report">Who is told.</param>
/// <param name="withLogs">Whether log lines are wanted.</param>
internal sealed class RunFollower(IWorkflowStore store, IRunReport report, bool withLogs)
{
    private const int Batch = 1000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Follows runs until all of them have ended.</summary>
    public async Task FollowAsync(IReadOnlyList<RunView> runs, CancellationToken cancellationToken)
    {
        var emptyLooks = 0;
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var change = store.Runs.WaitForWorkAsync(LongestWait, stop.Token);
            var any = await LookAsync(runs, cancellationToken).ConfigureAwait(false);
            if (runs.All(run => run.IsDone))
            {
                await stop.CancelAsync().ConfigureAwait(false);
                return;
            }

            if (any)
            {
                emptyLooks = 0;
                await stop.CancelAsync().ConfigureAwait(false);
            }
            else if (++emptyLooks == 2)
            {
                report.OnQuiet();
            }

            await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes in what is new; false when there is nothing.</summary>
    public async Task<bool> LookAsync(IEnumerable<RunView> runs, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var run in runs)
        {
            if (!run.IsDone)
            {
                any |= await LookAsync(run, cancellationToken).ConfigureAwait(false);
            }
        }

        return any;
    }

    /// <summary>
    /// Logs are read after events: what a job wrote is stored before its end, so all lines that belong before an end are there. Ends are
    /// held back until those lines have been given.
    /// </summary>
    private async Task<bool> LookAsync(RunView run, CancellationToken cancellationToken)
    {
        var events = await store.Runs.ReadRunEventsAsync(run.Run.Id, run.LastEvent, Batch, cancellationToken).ConfigureAwait(false);
        var lines = withLogs
            ? await store.Logs.ReadAsync(new LogQuery(run.Run.Id) { AfterPosition = run.LogPosition, Limit = Batch }, cancellationToken)
                .ConfigureAwait(false)
            : [];
        foreach (var runEvent in events)
        {
            run.LastEvent = runEvent.Sequence;
            if (IsEnd(runEvent) || run.Held.Exists(held => held.Job == runEvent.Job))
            {
                run.Held.Add(runEvent);
            }
            else
            {
                Take(run, runEvent);
            }
        }

        foreach (var line in lines)
        {
            run.LogPosition = line.Position;
            report.OnLog(run, run.Jobs[line.Task.Job], line);
        }

        if (lines.Count < Batch)
        {
            run.Held.ForEach(held => Take(run, held));
            run.Held.Clear();
        }

        run.IsDone = run.Status.IsTerminal() && events.Count == 0 && lines.Count == 0;
        return events.Count > 0 || lines.Count > 0;
    }

    /// <summary>The end of an attempt: also what makes the job wait for another one.</summary>
    private static bool IsEnd(RunEvent runEvent) =>
        runEvent.Kind != RunEventKind.Step && (runEvent.Status.IsTerminal() || runEvent is { Status: WorkflowStatus.Waiting, Attempt: > 1 });

    private void Take(RunView run, RunEvent runEvent)
    {
        run.Take(runEvent);
        report.OnEvent(run, runEvent);
    }
}
