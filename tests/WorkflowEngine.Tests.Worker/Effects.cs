using System.Text;
using WorkflowEngine.Execution;

namespace WorkflowEngine.Tests.Worker;

/// <summary>
/// What steps did to the world: a file of this process alone, one unbuffered write for each line, so that a kill neither loses a line nor
/// cuts one. Each line is told to the standard output too, for whoever wants to kill in the middle of the work.
/// </summary>
internal sealed class Effects(string folder) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(
        Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():N}.txt"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Add(string what, StepContext context)
    {
        var line = $"{what} {context.Run.Scope.Name} {context.Run.Number} {context.Job.Label} {context.Task.Attempt}\n";
        lock (_lock)
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
            Console.Out.Write(line);
            Console.Out.Flush();
        }
    }

    public void Dispose() => _file.Dispose();
}
