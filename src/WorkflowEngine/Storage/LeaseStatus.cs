namespace WorkflowEngine.Storage;

/// <summary>What became of a lease.</summary>
public enum LeaseStatus
{
    /// <summary>The worker has it until the new instant.</summary>
    Held = 0,

    /// <summary>The worker has it and is asked to stop the task.</summary>
    CancelRequested = 1,

    /// <summary>The worker has it no longer: the task ended or was taken away.</summary>
    Lost = 2,
}
