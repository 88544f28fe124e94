namespace WorkflowEngine.Execution;

/// <summary>Why a running task is told to stop.</summary>
internal enum StopCause
{
    None = 0,

    /// <summary>Its run was cancelled.</summary>
    Cancelled = 1,

    /// <summary>Its lease was lost: whatever it does from now on does not count.</summary>
    LeaseLost = 2,

    /// <summary>The host shuts down.</summary>
    Shutdown = 3,
}
