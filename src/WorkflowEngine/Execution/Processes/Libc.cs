using System.Runtime.InteropServices;
using System.Text;

namespace WorkflowEngine.Execution.Processes;

/// <summary>The functions of the C library that .NET does not offer. Linux and macOS.</summary>
internal static class Libc
{
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;

    /// <summary>Large enough for every opaque type used here, on every system.</summary>
    private const int OpaqueSize = 512;

    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short CloseAllOnMac = 0x4000;
    private const int ENOENT = 2;
    private const int EACCES = 13;
    private const int ENOTDIR = 20;

    private static short SetSession => (short)(OperatingSystem.IsMacOS() ? 0x400 : 0x80);

    private static int NoWait => OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;

    /// <summary>
    /// Starts a program in a session of its own, with default signal handlers and only the given files open. The descriptors are
    /// those of the parent, in the order in which the child gets them from 1 on. Returns 0 or an error number.
    /// </summary>
    public static int Spawn(
        string file, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> env, string folder, int? input,
        ReadOnlySpan<int> descriptors, out int pid)
    {
        var actions = Marshal.AllocHGlobal(OpaqueSize);
        var attributes = Marshal.AllocHGlobal(OpaqueSize);
        var signals = Marshal.AllocHGlobal(OpaqueSize);
        var argv = Strings(arguments);
        var envp = Strings(Pairs(env));
        try
        {
            _ = posix_spawn_file_actions_init(actions);
            _ = posix_spawnattr_init(attributes);
            _ = input is { } descriptor
                ? posix_spawn_file_actions_adddup2(actions, descriptor, 0)
                : posix_spawn_file_actions_addopen(actions, 0, Text("/dev/null"), 0, 0);
            for (var i = 0; i < descriptors.Length; i++)
            {
                _ = posix_spawn_file_actions_adddup2(actions, descriptors[i], i + 1);
            }

            _ = posix_spawn_file_actions_addchdir_np(actions, Text(folder));

            // The runtime ignores SIGPIPE, and what is ignored would stay ignored in the child.
            _ = sigfillset(signals);
            _ = posix_spawnattr_setsigdefault(attributes, signals);
            _ = sigemptyset(signals);
            _ = posix_spawnattr_setsigmask(attributes, signals);
            var flags = (short)(SetSession | SetSignalDefaults | SetSignalMask | (OperatingSystem.IsMacOS() ? CloseAllOnMac : 0));
            _ = posix_spawnattr_setflags(attributes, flags);
            return posix_spawn(out pid, Text(file), actions, attributes, argv, envp);
        }
        finally
        {
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
            Marshal.FreeHGlobal(signals);
            Free(argv);
            Free(envp);
        }
    }

    public static void SignalGroup(int group, int signal) => _ = kill(-group, signal);

    /// <summary>Whether a child has ended; it stays a zombie, so that nobody else gets its number before <see cref="Reap"/>.</summary>
    public static bool HasEnded(int pid)
    {
        const int OneProcess = 1;
        const int Exited = 4;
        const int DoNotBlock = 1;
        var details = new int[64];
        return waitid(OneProcess, pid, details, Exited | DoNotBlock | NoWait) != 0 || details[0] != 0;
    }

    /// <summary>Takes the wait status of a child that has ended; null when somebody else took it.</summary>
    public static int? Reap(int pid) => waitpid(pid, out var status, 1) == pid ? status : null;

    public static bool CanExecute(string file) => access(Text(file), 1) == 0;

    /// <summary>The path without links; null when there is no such path.</summary>
    public static string? RealPath(string path)
    {
        var found = realpath(Text(path), 0);
        if (found == 0)
        {
            return null;
        }

        try
        {
            return Marshal.PtrToStringUTF8(found);
        }
        finally
        {
            free(found);
        }
    }

    /// <summary>Reads what is there without waiting; 0 or less when nothing is, or at the end.</summary>
    public static int ReadIfReady(int descriptor, byte[] buffer)
    {
        // struct pollfd: the descriptor, then two 16-bit sets of events: the wanted and the found ones.
        int[] poller = [descriptor, 1];
        return poll(poller, 1, 0) > 0 && (poller[1] >> 16 & 1) != 0 ? (int)read(descriptor, buffer, buffer.Length) : 0;
    }

    public static string Describe(int error) => error switch
    {
        ENOENT => "it does not exist, or the interpreter its first line names does not",
        EACCES => "permission denied",
        ENOTDIR => "a part of its path is not a folder",
        _ => Marshal.GetPInvokeErrorMessage(error),
    };

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static nint[] Strings(IReadOnlyList<string> texts)
    {
        var pointers = new nint[texts.Count + 1];
        for (var i = 0; i < texts.Count; i++)
        {
            pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return pointers;
    }

    private static List<string> Pairs(IEnumerable<KeyValuePair<string, string>> env)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in env)
        {
            pairs.Add($"{name}={value}");
        }

        return pairs;
    }

    private static void Free(nint[] pointers)
    {
        foreach (var pointer in pointers)
        {
            Marshal.FreeCoTaskMem(pointer);
        }
    }

    [DllImport("libc")]
    private static extern int posix_spawn(out int pid, byte[] file, nint actions, nint attributes, nint[] argv, nint[] envp);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_init(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_destroy(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_adddup2(nint actions, int from, int to);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addopen(nint actions, int descriptor, byte[] path, int flags, uint mode);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addchdir_np(nint actions, byte[] path);

    [DllImport("libc")]
    private static extern int posix_spawnattr_init(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_destroy(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setflags(nint attributes, short flags);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigdefault(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigmask(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int sigfillset(nint signals);

    [DllImport("libc")]
    private static extern int sigemptyset(nint signals);

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);

    [DllImport("libc")]
    private static extern int waitid(int kind, int pid, [In, Out] int[] details, int options);

    [DllImport("libc")]
    private static extern int waitpid(int pid, out int status, int options);

    [DllImport("libc")]
    private static extern int poll([In, Out] int[] descriptors, nuint count, int milliseconds);

    [DllImport("libc")]
    private static extern nint read(int descriptor, [Out] byte[] buffer, nint count);

    [DllImport("libc")]
    private static extern int access(byte[] path, int mode);

    [DllImport("libc")]
    private static extern nint realpath(byte[] path, nint buffer);

    [DllImport("libc")]
    private static extern void free(nint pointer);
}
