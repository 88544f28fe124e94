namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What became of a workflow when a job ended.</summary>
public enum StartOutcome
{
    /// <summary>A run was started.</summary>
    Queued,

    /// <summary>A run will be started when the delay is over.</summary>
    Delayed,

    /// <summary>A run will be started when the limits allow it.</summary>
    Deferred,

    /// <summary>Nothing is started; the reason says why.</summary>
    Skipped,

    /// <summary>A run should have been started and could not be made.</summary>
    Failed,

    /// <summary>What was delayed or deferred will not be started: the trigger was switched off or the workflow is gone.</summary>
    Cancelled,

    /// <summary>The run that is delayed already stands for this event too.</summary>
    Coalesced,
}
