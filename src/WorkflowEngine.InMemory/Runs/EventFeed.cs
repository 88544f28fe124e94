using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>The events of all runs in the order they were stored; the events of one transition share a position.</summary>
internal sealed class EventFeed
{
    private readonly OrderedLog<FeedEntry> _entries = new(static entry => entry.Run.IsDeleted);

    public long LastPosition { get; private set; }

    /// <summary>How many transitions of runs that are there come after a position.</summary>
    public long CountAfter(long position) =>
        Enumerable.Range(0, _entries.Count).Count(i => !_entries.IsGone(i) && _entries[i].Key > position);

    public void Append(RunRecord run, IReadOnlyList<RunEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        var first = run.Events.Count;
        for (var i = 0; i < events.Count; i++)
        {
            var runEvent = events[i];
            run.Events.Add(runEvent.RunId == run.Id ? runEvent : runEvent with { RunId = run.Id });
        }

        run.FeedEntries++;
        _entries.Add(++LastPosition, new(run, first, events.Count));
        run.LastPosition = LastPosition;
    }

    public List<StoredEvent> Read(long afterPosition, int limit)
    {
        var events = new List<StoredEvent>();
        for (var i = _entries.IndexAfter(afterPosition); i < _entries.Count && events.Count < limit; i++)
        {
            if (_entries.IsGone(i))
            {
                continue;
            }

            var (position, entry) = _entries[i];
            for (var e = 0; e < entry.Count; e++)
            {
                events.Add(new(position, entry.Run.Events[entry.First + e]));
            }
        }

        return events;
    }

    public static List<RunEvent> Read(RunRecord run, long afterSequence, int limit)
    {
        var events = new List<RunEvent>();

        // Sequence numbers count from 1 without a gap, so the event after a number has that number as its index.
        for (var i = (int)Math.Clamp(afterSequence, 0, run.Events.Count); i < run.Events.Count && events.Count < limit; i++)
        {
            events.Add(run.Events[i]);
        }

        return events;
    }

    public void Remove(RunRecord deleted) => _entries.AddGone(deleted.FeedEntries);
}
