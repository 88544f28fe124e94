using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>The documents of new runs, run by run.</summary>
internal sealed record RunCreationDocuments(byte[][] Events, byte[][] RunEvents)
{
    internal static RunCreationDocuments Write(RunCreation creation)
    {
        var events = new byte[creation.Runs.Count][];
        var runEvents = new byte[creation.Runs.Count][];
        for (var i = 0; i < events.Length; i++)
        {
            // Runs that are stored together come from one event, which may carry a large payload.
            var isSame = i > 0 && ReferenceEquals(creation.Runs[i].Run.Event, creation.Runs[i - 1].Run.Event);
            events[i] = isSame ? events[i - 1] : EventDocument.WriteUtf8(creation.Runs[i].Run.Event);
            runEvents[i] = RunEventsDocument.WriteUtf8(creation.Runs[i].Events);
        }

        return new(events, runEvents);
    }
}
