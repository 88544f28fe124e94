namespace WorkflowEngine.Cli;

/// <summary>What the process tells its caller; scripts depend on the numbers.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A run failed or was cancelled, a file has errors, or a store is damaged.</summary>
    public const int Failure = 1;

    /// <summary>The command cannot be carried out as it was written.</summary>
    public const int Usage = 2;

    /// <summary>The store, the disk or another program let us down.</summary>
    public const int Broken = 3;
}
