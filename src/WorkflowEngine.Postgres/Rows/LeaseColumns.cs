using Npgsql;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Leases, column by column; added in the order in which their rows are locked.</summary>
internal sealed class LeaseColumns
{
    private readonly Column<long> _run = Columns.OfInt64();
    private readonly Column<int> _job = Columns.OfInt32();
    private readonly Column<int> _attempt = Columns.OfInt32();
    private readonly Column<string?> _worker = Columns.OfText();
    private readonly Column<long> _token = Columns.OfInt64();

    internal static Comparer<TaskKey> Order { get; } = Comparer<TaskKey>.Create(static (left, right) =>
        (left.RunId, left.Job, left.Attempt).CompareTo((right.RunId, right.Job, right.Attempt)));

    internal int Count => _run.Count;

    internal void Add(JobLease lease)
    {
        _run.Add(lease.Task.RunId);
        _job.Add(lease.Task.Job);
        _attempt.Add(lease.Task.Attempt);
        _worker.AddText(lease.Worker);
        _token.Add(lease.Token);
    }

    internal NpgsqlParameter[] ToParameters() =>
        [_run.ToParameter(), _job.ToParameter(), _attempt.ToParameter(), _worker.ToParameter(), _token.ToParameter()];
}
