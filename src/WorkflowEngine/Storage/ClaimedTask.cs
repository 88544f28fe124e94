namespace WorkflowEngine.Storage;

/// <summary>A task that a worker has just claimed.</summary>
/// <param name="Lease">The right to it.</param>
/// <param name="PlanHash">The plan of its run.</param>
/// <param name="RunVersion">The version of the run at the moment of the claim.</param>
public sealed record ClaimedTask(JobLease Lease, string PlanHash, long RunVersion);
