using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace WorkflowEngine.Execution.Processes;

/// <summary>
/// A small shell that outlives this process when it is killed, and then kills the process groups that were running. It reads their
/// numbers from a pipe, and the end of the pipe is the end of this process. Without it programs would go on for ever, as nobody is told.
/// </summary>
internal sealed class ProcessGuardian : IDisposable
{
    private const string Script = """
        groups=" "
        while read -r what group; do
          case $what in
            +) groups="$groups$group " ;;
            -) groups="${groups%% $group *} ${groups#* $group }" ;;
          esac
        done
        for group in $groups; do kill -9 "-$group"; done
        """;

    private readonly AnonymousPipeServerStream _pipe;
    private readonly Lock _lock = new();
    private readonly int _id;

    private ProcessGuardian(AnonymousPipeServerStream pipe, int id) => (_pipe, _id) = (pipe, id);

    /// <summary>Starts a guardian; null on a system without a shell, where nothing needs guarding.</summary>
    public static ProcessGuardian? TryStart()
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var sink = (int)nothing.DangerousGetHandle();
        var source = (int)pipe.ClientSafePipeHandle.DangerousGetHandle();
        var failed = Libc.Spawn("/bin/sh", ["sh", "-c", Script], [], "/", source, [sink, sink], out var id);
        pipe.DisposeLocalCopyOfClientHandle();
        if (failed == 0)
        {
            return new ProcessGuardian(pipe, id);
        }

        pipe.Dispose();
        return null;
    }

    public void Add(int group) => Tell('+', group);

    public void Remove(int group) => Tell('-', group);

    public void Dispose()
    {
        lock (_lock)
        {
            _pipe.Dispose();
        }

        // If it has not ended yet it stays a zombie until this process ends, which is what usually happens next.
        Libc.Reap(_id);
    }

    private void Tell(char what, int group)
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {group}\n"));
        lock (_lock)
        {
            try
            {
                _pipe.Write(line);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Somebody ended the guardian. The programs run as well without one.
            }
        }
    }
}
