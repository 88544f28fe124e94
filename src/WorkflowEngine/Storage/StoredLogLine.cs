using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>A log line with the place it has in the store.</summary>
/// <param name="Position">The position among all lines of the run; later lines have greater ones.</param>
/// <param name="Task">The attempt that wrote it.</param>
/// <param name="Line">The line.</param>
public sealed record StoredLogLine(long Position, TaskKey Task, LogLine Line);
