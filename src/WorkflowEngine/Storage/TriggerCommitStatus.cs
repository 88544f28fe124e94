namespace WorkflowEngine.Storage;

/// <summary>What a store did with a commit.</summary>
public enum TriggerCommitStatus
{
    /// <summary>All of it is stored.</summary>
    Committed,

    /// <summary>The event was known; nothing was stored.</summary>
    Repeated,

    /// <summary>Something was not as expected; nothing was stored.</summary>
    Conflict,
}
