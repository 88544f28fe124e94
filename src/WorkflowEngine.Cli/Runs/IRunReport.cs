using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Is told what happens to the runs that are watched, after the views have taken it in.</summary>
internal interface IRunReport
{
    void OnEvent(RunView run, RunEvent runEvent);

    void OnLog(RunView run, JobView job, StoredLogLine line);

    /// <summary>Nothing has happened since the last look.</summary>
    void OnQuiet();
}
