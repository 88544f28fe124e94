using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Tasks to be saved, column by column.</summary>
internal sealed class TaskColumns
{
    private readonly Column<long> _run = Columns.OfInt64();
    private readonly Column<int> _job = Columns.OfInt32();
    private readonly Column<int> _attempt = Columns.OfInt32();
    private readonly Column<int> _status = Columns.OfInt32();
    private readonly Column<int> _priority = Columns.OfInt32();
    private readonly Column<long?> _notBefore = Columns.OfNullableInt64();
    private readonly Column<string?> _labels = Columns.OfText();
    private readonly Column<string?> _group = Columns.OfText();
    private readonly Column<bool> _cancelRequested = Columns.OfBoolean();
    private readonly Column<string?> _reasonCode = Columns.OfText();
    private readonly Column<string?> _reasonText = Columns.OfText();
    private readonly Column<long?> _stoppedAt = Columns.OfNullableInt64();
    private readonly Column<bool> _close = Columns.OfBoolean();

    internal void Add(long run, Scope scope, IReadOnlyList<TaskRun> tasks)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i];
            _run.Add(run);
            _job.Add(task.Job);
            _attempt.Add(task.Attempt);
            _status.Add(task.Status);
            _priority.Add(task.Priority);
            _notBefore.Add(task.NotBefore);
            _labels.AddText(LabelSet.ToStored(task.Labels));
            _group.AddText(task.ConcurrencyGroup is { } group ? $"{scope.Name}\n{group}" : null);
            _cancelRequested.Add(task.CancelRequested);
            _reasonCode.AddText(task.Reason?.Code);
            _reasonText.AddText(task.Reason?.Text);
            _stoppedAt.Add(task.StoppedAt);
            _close.Add(task.CloseSteps);
        }
    }

    internal IEnumerable<NpgsqlParameter> ToParameters() =>
    [
        _run.ToParameter(), _job.ToParameter(), _attempt.ToParameter(), _status.ToParameter(), _priority.ToParameter(),
        _notBefore.ToParameter(), _labels.ToParameter(), _group.ToParameter(), _cancelRequested.ToParameter(), _reasonCode.ToParameter(),
        _reasonText.ToParameter(), _stoppedAt.ToParameter(), _close.ToParameter(),
    ];
}
