using Npgsql;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Steps to be saved, column by column.</summary>
internal sealed class StepColumns
{
    private readonly Column<long> _run = Columns.OfInt64();
    private readonly Column<int> _job = Columns.OfInt32();
    private readonly Column<int> _attempt = Columns.OfInt32();
    private readonly Column<int> _step = Columns.OfInt32();
    private readonly Column<string?> _id = Columns.OfText();
    private readonly Column<string?> _label = Columns.OfText();
    private readonly Column<int> _status = Columns.OfInt32();
    private readonly Column<string?> _reasonCode = Columns.OfText();
    private readonly Column<string?> _reasonText = Columns.OfText();
    private readonly Column<int?> _exitCode = Columns.OfNullableInt32();
    private readonly Column<string?> _output = Columns.OfText();
    private readonly Column<long?> _startedAt = Columns.OfNullableInt64();
    private readonly Column<long?> _stoppedAt = Columns.OfNullableInt64();

    internal void Add(long run, IReadOnlyList<StepRun> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            _run.Add(run);
            _job.Add(step.Job);
            _attempt.Add(step.Attempt);
            _step.Add(step.Index);
            _id.AddText(step.Id);
            _label.AddText(step.Label);
            _status.Add(step.Status);
            _reasonCode.AddText(step.Reason?.Code);
            _reasonText.AddText(step.Reason?.Text);
            _exitCode.Add(step.ExitCode);
            _output.AddText(step.Output);
            _startedAt.Add(step.StartedAt);
            _stoppedAt.Add(step.StoppedAt);
        }
    }

    internal IEnumerable<NpgsqlParameter> ToParameters() =>
    [
        _run.ToParameter(), _job.ToParameter(), _attempt.ToParameter(), _step.ToParameter(), _id.ToParameter(), _label.ToParameter(),
        _status.ToParameter(), _reasonCode.ToParameter(), _reasonText.ToParameter(), _exitCode.ToParameter(), _output.ToParameter(),
        _startedAt.ToParameter(), _stoppedAt.ToParameter(),
    ];
}
