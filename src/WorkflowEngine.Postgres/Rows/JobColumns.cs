using Npgsql;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Jobs to be saved, column by column.</summary>
internal sealed class JobColumns
{
    private readonly Column<long> _run = Columns.OfInt64();
    private readonly Column<int> _job = Columns.OfInt32();
    private readonly Column<long> _version = Columns.OfInt64();
    private readonly Column<string?> _name = Columns.OfText();
    private readonly Column<string?> _label = Columns.OfText();
    private readonly Column<int> _status = Columns.OfInt32();
    private readonly Column<string?> _reasonCode = Columns.OfText();
    private readonly Column<string?> _reasonText = Columns.OfText();
    private readonly Column<int> _attempt = Columns.OfInt32();
    private readonly Column<int> _lostAttempts = Columns.OfInt32();
    private readonly Column<int> _failedAttempts = Columns.OfInt32();
    private readonly Column<long?> _notBefore = Columns.OfNullableInt64();
    private readonly Column<string?> _outputs = Columns.OfText();
    private readonly Column<string?> _worker = Columns.OfText();
    private readonly Column<long?> _startedAt = Columns.OfNullableInt64();
    private readonly Column<long?> _stoppedAt = Columns.OfNullableInt64();

    internal void Add(long run, long version, IReadOnlyList<JobRun> jobs)
    {
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            _run.Add(run);
            _job.Add(job.Index);
            _version.Add(version);
            _name.AddText(job.Name);
            _label.AddText(job.Label);
            _status.Add(job.Status);
            _reasonCode.AddText(job.Reason?.Code);
            _reasonText.AddText(job.Reason?.Text);
            _attempt.Add(job.Attempt);
            _lostAttempts.Add(job.LostAttempts);
            _failedAttempts.Add(job.FailedAttempts);
            _notBefore.Add(job.NotBefore);
            _outputs.AddText(job.Outputs);
            _worker.AddText(job.Worker);
            _startedAt.Add(job.StartedAt);
            _stoppedAt.Add(job.StoppedAt);
        }
    }

    internal IEnumerable<NpgsqlParameter> ToParameters() =>
    [
        _run.ToParameter(), _job.ToParameter(), _version.ToParameter(), _name.ToParameter(), _label.ToParameter(), _status.ToParameter(),
        _reasonCode.ToParameter(), _reasonText.ToParameter(), _attempt.ToParameter(), _lostAttempts.ToParameter(),
        _failedAttempts.ToParameter(), _notBefore.ToParameter(), _outputs.ToParameter(), _worker.ToParameter(), _startedAt.ToParameter(),
        _stoppedAt.ToParameter(),
    ];
}
