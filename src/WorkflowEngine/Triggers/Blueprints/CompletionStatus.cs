namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How a job ended, in the words of the systems that job-completion triggers come from. A deleted job never fires.</summary>
public enum CompletionStatus
{
    /// <summary>It did what it was for.</summary>
    Complete,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Somebody stopped it while it ran.</summary>
    Stopped,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It was refused access to something it needs.</summary>
    Unauthorized,
}
