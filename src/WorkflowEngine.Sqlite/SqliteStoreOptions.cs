namespace WorkflowEngine.Sqlite;

/// <summary>Settings of the SQLite store; checked at start, all mistakes reported at once.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The file; it is created when it is missing, its folder is not. Must be set.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// Whether what was reported done survives a loss of power, and not only a crash of the process. It costs a flush of the disk
    /// for each group of changes. Default: true.
    /// </summary>
    public bool SurvivePowerLoss { get; set; } = true;

    /// <summary>How long an operation waits while another process writes, 100 ms to 10 minutes. Default: 30 seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon work that another process made is noticed, 10 ms to 1 minute. Default: 50 ms.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many reads may run at once, 1 to 64. Default: the number of processors, at least 2.</summary>
    public int MaxReaders { get; set; } = Math.Clamp(Environment.ProcessorCount, 2, 64);
}
