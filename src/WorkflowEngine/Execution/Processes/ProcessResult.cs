namespace WorkflowEngine.Execution.Processes;

/// <summary>What came of a program.</summary>
internal sealed record ProcessResult
{
    /// <summary>Why it could not be started, one sentence; null when it was.</summary>
    public string? StartError { get; init; }

    public ProcessExit Exit { get; init; }

    /// <summary>Whether it was told to stop, however it ended then.</summary>
    public bool WasStopped { get; init; }

    /// <summary>The end of its standard output.</summary>
    public string Output { get; init; } = "";

    /// <summary>The end of its standard error.</summary>
    public string Error { get; init; } = "";
}
