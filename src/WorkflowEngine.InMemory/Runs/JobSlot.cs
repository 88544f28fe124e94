using WorkflowEngine.InMemory.Queue;
using WorkflowEngine.Runs;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>A job with what hangs on it, and its place in the chain of jobs from the one that changed first to the one that changed last.</summary>
internal struct JobSlot
{
    public JobRun Row;
    public long Version;
    public int Earlier;
    public int Later;
    public List<StepRun>? Steps;

    /// <summary>The first of the attempts that have not ended, linked by <see cref="TaskRecord.NextOfJob"/>.</summary>
    public TaskRecord? Tasks;
}
