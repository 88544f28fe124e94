namespace WorkflowEngine.Runs;

/// <summary>The status of a run, job, task or step. The numbers are stored and never change.</summary>
public enum WorkflowStatus
{
    /// <summary>Not a status; nothing is ever stored with it.</summary>
    Unknown = 0,

    /// <summary>Ended well.</summary>
    Success = 1,

    /// <summary>Ended badly; a timeout is a failure with the reason <c>timeout</c>.</summary>
    Failure = 2,

    /// <summary>Ended because someone asked for it.</summary>
    Cancelled = 3,

    /// <summary>Never ran, because its condition was false.</summary>
    Skipped = 4,

    /// <summary>Ready and in the queue, or delayed until a stored instant.</summary>
    Waiting = 5,

    /// <summary>A worker has it.</summary>
    Running = 6,

    /// <summary>Its needs have not ended yet.</summary>
    Blocked = 7,
}
