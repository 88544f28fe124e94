namespace WorkflowEngine.Execution.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">The exit code; after a signal 128 and the number of the signal, as shells say it.</param>
/// <param name="Signal">The signal that ended it; null when it ended by itself.</param>
internal readonly record struct ProcessExit(int Code, int? Signal)
{
    public static ProcessExit FromWaitStatus(int status)
    {
        var signal = status & 0x7f;
        return signal == 0 ? new ProcessExit((status >> 8) & 0xff, null) : new ProcessExit(128 + signal, signal);
    }

    /// <summary>The name of the signals that matter to an author; the numbers are the same on Linux and macOS.</summary>
    public string? SignalName => Signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        _ => null,
    };
}
