using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Lines that one call brings.</summary>
internal sealed record LogAppend(JobLease Lease, IReadOnlyList<LogLine> Lines);
