using System.Globalization;
using System.Text;
using WorkflowEngine.Notifications;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Worker;

/// <summary>Notes every event it is told, one unbuffered write for each batch; a line is <c>run sequence kind status job attempt step</c>.</summary>
internal sealed class EventNotes(string name, string path) : IRunObserver, IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public string Name => name;

    public Task OnEventsAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var told in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{told.RunId} {told.Sequence} {(int)told.Kind} {(int)told.Status} ")
                .Append(CultureInfo.InvariantCulture, $"{told.Job ?? -1} {told.Attempt ?? -1} {told.Step ?? -1}\n");
        }

        _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        return Task.CompletedTask;
    }

    public void Dispose() => _file.Dispose();
}
