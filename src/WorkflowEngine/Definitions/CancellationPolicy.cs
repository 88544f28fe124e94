namespace WorkflowEngine.Definitions;

/// <summary>What becomes of the jobs that are running when their run is cancelled.</summary>
public enum CancellationPolicy
{
    /// <summary>They are told to stop, and are stopped when they do not.</summary>
    CancelRunning = 0,

    /// <summary>They are left to finish; nothing new starts.</summary>
    AllowFinish = 1,
}
