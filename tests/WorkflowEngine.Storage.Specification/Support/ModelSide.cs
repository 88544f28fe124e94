namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>One of the two stores that are compared: its handles, and what it calls the runs and leases that both have.</summary>
internal sealed class ModelSide(params IWorkflowStore[] handles)
{
    public IReadOnlyList<IWorkflowStore> Handles { get; } = handles;

    /// <summary>The ids of the runs by the order in which they were made, which is their name on both sides.</summary>
    public List<long> Runs { get; } = [];

    public List<JobLease> Leases { get; } = [];

    /// <summary>How far the feed was read.</summary>
    public long Position { get; set; }

    public long NameOf(long runId) => Runs.IndexOf(runId);
}
