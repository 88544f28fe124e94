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
                await stop.CancelAsync().ConfigureAwait(false);
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

    /// <summary>Logs are read after events: what a step wrote is stored before its end, so no event comes before the lines it follows.</summary>
    private async Task<bool> LookAsync(RunView run, CancellationToken cancellationToken)
    {
        var events = await store.Runs.ReadRunEventsAsync(run.Run.Id, run.LastEvent, Batch, cancellationToken).ConfigureAwait(false);
        var lines = withLogs
            ? await store.Logs.ReadAsync(new LogQuery(run.Run.Id) { AfterPosition = run.LogPosition, Limit = Batch }, cancellationToken)
                .ConfigureAwait(false)
            : [];

        // With more lines than were read, an event may belong behind some of the rest.
        var until = lines.Count == Batch ? lines[^1].Line.At : DateTimeOffset.MaxValue;
        var next = 0;
        foreach (var line in lines)
        {
            while (next < events.Count && events[next].At <= line.Line.At && !EndsWhatWrote(events[next], line))
            {
                Take(run, events[next++]);
            }

            run.LogPosition = line.Position;
            report.OnLog(run, run.Jobs[line.Task.Job], line);
        }

        while (next < events.Count && events[next].At <= until)
        {
            Take(run, events[next++]);
        }

        run.IsDone = run.Status.IsTerminal() && events.Count == 0 && lines.Count == 0;
        return next > 0 || lines.Count > 0;
    }

    /// <summary>Clocks are coarse: a line and the end of its job may have the same time.</summary>
    private static bool EndsWhatWrote(RunEvent runEvent, StoredLogLine line) =>
        runEvent.Status.IsTerminal() && runEvent.At == line.Line.At && runEvent.Job == line.Task.Job && runEvent.Attempt == line.Task.Attempt;

    private void Take(RunView run, RunEvent runEvent)
    {
        run.Take(runEvent);
        report.OnEvent(run, runEvent);
    }
}
