using System.IO.Pipes;

namespace WorkflowEngine.Execution.Processes;

/// <summary>A running program that leads a process group of its own, and the pipes from it.</summary>
internal sealed class ChildProcess(int id, AnonymousPipeServerStream output, AnonymousPipeServerStream error, AnonymousPipeServerStream? control)
{
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ProcessExit? _exit;
    private bool _left;

    public int Id { get; } = id;

    public AnonymousPipeServerStream Output { get; } = output;

    public AnonymousPipeServerStream Error { get; } = error;

    public AnonymousPipeServerStream? Control { get; } = control;

    /// <summary>Completes when the program itself has ended; others of its group may live on.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Signals the program and everything it started that did not leave its group.</summary>
    public void Signal(int signal)
    {
        lock (_lock)
        {
            // Until the program is reaped nobody else can have its number.
            if (_exit is null)
            {
                Libc.SignalGroup(Id, signal);
            }
        }
    }

    /// <summary>Looks whether the program has ended. Whether there is nothing left to wait for.</summary>
    public bool Check()
    {
        if (!_exited.Task.IsCompleted && Libc.HasEnded(Id))
        {
            _exited.TrySetResult();
        }

        return _left && _exited.Task.IsCompleted && Reap();
    }

    /// <summary>Kills what is left of the group, closes the pipes and tells how the program ended; null when not even SIGKILL ended it yet.</summary>
    public ProcessExit? End()
    {
        Signal(Libc.SIGKILL);
        Output.Dispose();
        Error.Dispose();
        Control?.Dispose();
        _left = true;
        Check();
        return _exit;
    }

    private bool Reap()
    {
        lock (_lock)
        {
            // Null when the host itself ignores or collects the ends of all children: how it ended is lost then.
            _exit ??= Libc.Reap(Id) is { } status ? ProcessExit.FromWaitStatus(status) : new ProcessExit(255, null);
        }

        return true;
    }
}
