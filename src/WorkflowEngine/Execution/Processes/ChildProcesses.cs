using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace WorkflowEngine.Execution.Processes;

/// <summary>
/// Starts programs and learns when they end. <see cref="System.Diagnostics.Process"/> cannot give a program a process group of its own
/// and does not tell a signal from an exit code, so this goes to <c>posix_spawn</c>. Only Linux and macOS.
/// </summary>
internal sealed class ChildProcesses : IDisposable
{
    private readonly ConcurrentDictionary<int, ChildProcess> _children = new();
    private readonly Lock _lock = new();
    private PosixSignalRegistration? _ends;
    private ProcessGuardian? _guardian;

    /// <summary>Starts a program; null with a sentence when that is impossible.</summary>
    public ChildProcess? TryStart(ProcessStart start, out string? error)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            error = "programs can be run on Linux and macOS only";
            return null;
        }

        error = Check(start, out var file);
        if (error is not null)
        {
            return null;
        }

        Listen();
        AnonymousPipeServerStream? output = null, errors = null, control = null;
        try
        {
            output = NewPipe();
            errors = NewPipe();
            control = start.HasControl ? NewPipe() : null;
        }
        catch (IOException exception)
        {
            output?.Dispose();
            errors?.Dispose();
            error = $"no pipe could be made: {exception.Message}";
            return null;
        }

        int[] descriptors = control is null
            ? [Descriptor(output), Descriptor(errors)]
            : [Descriptor(output), Descriptor(errors), Descriptor(control)];
        var failed = Libc.Spawn(file, start.Command, start.Env, start.Folder, input: null, descriptors, out var id);

        // The other ends belong to the child now; as long as they are open here no pipe would ever end.
        output.DisposeLocalCopyOfClientHandle();
        errors.DisposeLocalCopyOfClientHandle();
        control?.DisposeLocalCopyOfClientHandle();
        if (failed != 0)
        {
            output.Dispose();
            errors.Dispose();
            control?.Dispose();
            error = $"'{start.Command[0]}' could not be started: {Libc.Describe(failed)}";
            return null;
        }

        var child = new ChildProcess(id, output, errors, control);
        _children[id] = child;
        _guardian?.Add(id);

        // It may have ended before it was known here.
        child.Check();
        return child;
    }

    /// <summary>Ends a child; null when not even SIGKILL has ended it yet.</summary>
    public ProcessExit? End(ChildProcess child)
    {
        var exit = child.End();
        if (exit is not null)
        {
            Forget(child);
        }

        return exit;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ends?.Dispose();
            _guardian?.Dispose();
        }
    }

    private static string? Check(ProcessStart start, out string file)
    {
        file = "";
        foreach (var (name, value) in start.Env)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
            {
                return $"the environment variable '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' has a name or value that no program can be given";
            }
        }

        foreach (var argument in start.Command)
        {
            if (argument.Contains('\0', StringComparison.Ordinal))
            {
                return "the command contains a NUL character";
            }
        }

        if (!Directory.Exists(start.Folder))
        {
            return $"the folder '{start.Folder}' does not exist";
        }

        file = ExecutablePath.Find(start) ?? "";
        return file.Length == 0 ? $"'{start.Command[0]}' was not found on the PATH" : null;
    }

    private static AnonymousPipeServerStream NewPipe() => new(PipeDirection.In, HandleInheritability.None);

    private static int Descriptor(AnonymousPipeServerStream pipe) => (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    [SupportedOSPlatform("linux")]
    [SupportedOSPlatform("macos")]
    private void Listen()
    {
        lock (_lock)
        {
            if (_ends is null)
            {
                _ends = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => CheckAll());
                _guardian = ProcessGuardian.TryStart();
            }
        }
    }

    /// <summary>Signals are merged, so one may stand for the end of several children.</summary>
    private void CheckAll()
    {
        foreach (var (_, child) in _children)
        {
            if (child.Check())
            {
                Forget(child);
            }
        }
    }

    private void Forget(ChildProcess child)
    {
        if (_children.TryRemove(KeyValuePair.Create(child.Id, child)))
        {
            _guardian?.Remove(child.Id);
        }
    }
}
