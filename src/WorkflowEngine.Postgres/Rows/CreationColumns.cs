using Npgsql;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>New runs to be saved, column by column.</summary>
internal sealed class CreationColumns
{
    private readonly Column<string?> _scope = Columns.OfText();
    private readonly Column<string?> _key = Columns.OfText();
    private readonly Column<long> _at = Columns.OfInt64();
    private readonly Column<int> _runCount = Columns.OfInt32();
    private readonly Column<string?> _planHash = Columns.OfText();
    private readonly Column<string?> _planDocument = Columns.OfText();
    private readonly Column<int> _creation = Columns.OfInt32();
    private readonly Column<string?> _workflow = Columns.OfText();
    private readonly Column<string?> _label = Columns.OfText();
    private readonly Column<string?> _plan = Columns.OfText();
    private readonly Column<string?> _sourceFile = Columns.OfText();
    private readonly Column<string?> _sourceSha256 = Columns.OfText();
    private readonly Column<int?> _sourceFormat = Columns.OfNullableInt32();
    private readonly Column<string?> _event = Columns.OfText();
    private readonly Column<string?> _inputs = Columns.OfText();
    private readonly Column<int> _status = Columns.OfInt32();
    private readonly Column<string?> _reasonCode = Columns.OfText();
    private readonly Column<string?> _reasonText = Columns.OfText();
    private readonly Column<bool> _cancelRequested = Columns.OfBoolean();
    private readonly Column<bool> _cancelForced = Columns.OfBoolean();
    private readonly Column<long?> _rerunOf = Columns.OfNullableInt64();
    private readonly Column<int> _triggerDepth = Columns.OfInt32();
    private readonly Column<string?> _group = Columns.OfText();
    private readonly Column<bool> _cancelInProgress = Columns.OfBoolean();
    private readonly Column<long> _createdAt = Columns.OfInt64();
    private readonly Column<long?> _startedAt = Columns.OfNullableInt64();
    private readonly Column<long?> _stoppedAt = Columns.OfNullableInt64();
    private readonly Column<long> _version = Columns.OfInt64();
    private readonly Column<long> _lastEvent = Columns.OfInt64();
    private readonly EventColumns _events = new();
    private readonly JobColumns _jobs = new();
    private readonly TaskColumns _tasks = new();
    private readonly List<(int Creation, int Run)> _places = [];

    internal void Add(RunCreation creation)
    {
        _scope.AddText(creation.Scope.Name);
        _key.AddText(creation.DeliveryKey);
        _at.Add(creation.At);
        _runCount.Add(creation.Runs.Count);
        string? eventDocument = null;
        for (var i = 0; i < creation.Runs.Count; i++)
        {
            // Runs that are stored together come from one event, which may carry a large payload.
            var isSame = i > 0 && ReferenceEquals(creation.Runs[i].Run.Event, creation.Runs[i - 1].Run.Event);
            eventDocument = isSame ? eventDocument : EventDocument.Write(creation.Runs[i].Run.Event);
            _places.Add((_scope.Count - 1, i));
            Add(creation.Runs[i], eventDocument);
        }
    }

    /// <summary>Adds a plan; without its document when it should be stored already.</summary>
    internal void AddPlan(string hash, string? document)
    {
        _planHash.Add(hash);
        _planDocument.Add(document);
    }

    /// <summary>Which run of which creation stands at a place, from 1.</summary>
    internal (int Creation, int Run) PlaceOf(int place) => _places[place - 1];

    /// <param name="first">What stands before the columns.</param>
    internal NpgsqlParameter[] ToParameters(params ReadOnlySpan<NpgsqlParameter> first) =>
    [
        .. first, _scope.ToParameter(), _key.ToParameter(), _at.ToParameter(), _runCount.ToParameter(), _planHash.ToParameter(),
        _planDocument.ToParameter(), _creation.ToParameter(), _workflow.ToParameter(), _label.ToParameter(), _plan.ToParameter(),
        _sourceFile.ToParameter(), _sourceSha256.ToParameter(), _sourceFormat.ToParameter(), _event.ToParameter(), _inputs.ToParameter(),
        _status.ToParameter(), _reasonCode.ToParameter(), _reasonText.ToParameter(), _cancelRequested.ToParameter(),
        _cancelForced.ToParameter(), _rerunOf.ToParameter(), _triggerDepth.ToParameter(), _group.ToParameter(),
        _cancelInProgress.ToParameter(), _createdAt.ToParameter(), _startedAt.ToParameter(), _stoppedAt.ToParameter(),
        _version.ToParameter(), _lastEvent.ToParameter(), .. _events.ToParameters(), .. _jobs.ToParameters(), .. _tasks.ToParameters(),
    ];

    private void Add(NewRun created, string? eventDocument)
    {
        var run = created.Run;
        _creation.Add(_scope.Count);
        _workflow.AddText(run.Workflow);
        _label.AddText(run.Label);
        _plan.Add(run.PlanHash);
        _sourceFile.AddText(run.Source?.File);
        _sourceSha256.AddText(run.Source?.Sha256);
        _sourceFormat.Add((int?)run.Source?.Format);
        _event.Add(eventDocument);
        _inputs.AddText(run.Inputs?.GetRawText());
        _status.Add(run.Status);
        _reasonCode.AddText(run.Reason?.Code);
        _reasonText.AddText(run.Reason?.Text);
        _cancelRequested.Add(run.CancelRequested);
        _cancelForced.Add(run.CancelForced);
        _rerunOf.Add(run.RerunOf);
        _triggerDepth.Add(run.TriggerDepth);
        _group.AddText(run.ConcurrencyGroup);
        _cancelInProgress.Add(run.CancelInProgress);
        _createdAt.Add(run.CreatedAt);
        _startedAt.Add(run.StartedAt);
        _stoppedAt.Add(run.StoppedAt);
        _version.Add(run.Version);
        _lastEvent.Add(run.LastEvent);
        _events.Add(created.Events);
        _jobs.Add(_places.Count, run.Version, created.Jobs);
        _tasks.Add(_places.Count, run.Scope, created.Tasks);
    }
}
