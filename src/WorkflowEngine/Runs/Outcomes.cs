namespace WorkflowEngine.Runs;

/// <summary>The set of final statuses that a number of jobs ended with.</summary>
[Flags]
internal enum Outcomes : byte
{
    None = 0,
    Success = 1,
    Failure = 2,
    Cancelled = 4,
    Skipped = 8,
}
