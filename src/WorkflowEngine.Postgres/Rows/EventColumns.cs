using Npgsql;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>The events of transitions to be saved, one row each.</summary>
internal sealed class EventColumns
{
    private readonly Column<long?> _lastSequence = Columns.OfNullableInt64();
    private readonly Column<int> _count = Columns.OfInt32();
    private readonly Column<string?> _document = Columns.OfText();

    internal void Add(IReadOnlyList<RunEvent> events)
    {
        _lastSequence.Add(events.Count == 0 ? null : events[^1].Sequence);
        _count.Add(events.Count);
        _document.Add(events.Count == 0 ? null : RunEventsDocument.Write(events));
    }

    internal IEnumerable<NpgsqlParameter> ToParameters() => [_lastSequence.ToParameter(), _count.ToParameter(), _document.ToParameter()];
}
