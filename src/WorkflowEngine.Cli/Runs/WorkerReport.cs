using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>One line for each start and end of a run or job.</summary>
internal sealed class WorkerReport(Terminal terminal, TimeProvider time) : IRunReport
{
    public void OnEvent(RunView run, RunEvent runEvent)
    {
        switch (runEvent.Kind)
        {
            case RunEventKind.Run when runEvent.Status.IsTerminal():
                Write(run.Run.Title, run.Status, run.StartedAt, run.StoppedAt, run.Reason);
                break;

            case RunEventKind.Job when runEvent.Status is not (WorkflowStatus.Blocked or WorkflowStatus.Waiting) || runEvent.Attempt > 1:
                var job = run.Jobs[runEvent.Job!.Value];
                Write($"{run.Run.Title}/{job.Label}", job.Status, job.StartedAt, job.StoppedAt, job.Reason);
                break;
        }
    }

    public void OnLog(RunView run, JobView job, StoredLogLine line)
    {
    }

    public void OnQuiet()
    {
    }

    private void Write(string name, WorkflowStatus status, DateTimeOffset? started, DateTimeOffset? stopped, StatusReason? reason)
    {
        var line = new Line().Add($"{name}: ").Add(status.ToText(), Glyphs.ToneOf(status));
        if (status.IsTerminal() && status != WorkflowStatus.Skipped && started is not null)
        {
            line.Add(" in " + Elapsed.Between(started, stopped, time.GetUtcNow()), Tone.Dim);
        }

        terminal.Write(status is not (WorkflowStatus.Success or WorkflowStatus.Running) && reason is not null ? line.Add($": {reason}") : line);
    }
}
