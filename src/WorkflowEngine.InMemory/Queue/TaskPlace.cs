namespace WorkflowEngine.InMemory.Queue;

/// <summary>Where a task stands.</summary>
internal enum TaskPlace
{
    /// <summary>Nowhere: running, ended or not yet placed.</summary>
    None,

    /// <summary>In the order in which tasks are claimed.</summary>
    Ready,

    /// <summary>In the order in which tasks become due.</summary>
    Delayed,

    /// <summary>Until its concurrency group lets it pass.</summary>
    Parked,
}
