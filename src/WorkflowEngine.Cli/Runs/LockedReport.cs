using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Lets a report write only while nobody draws what it writes.</summary>
internal sealed class LockedReport(IRunReport report, Lock drawing) : IRunReport
{
    public void OnEvent(RunView run, RunEvent runEvent)
    {
        lock (drawing)
        {
            report.OnEvent(run, runEvent);
        }
    }

    public void OnLog(RunView run, JobView job, StoredLogLine line)
    {
        lock (drawing)
        {
            report.OnLog(run, job, line);
        }
    }

    public void OnQuiet()
    {
        lock (drawing)
        {
            report.OnQuiet();
        }
    }
}
