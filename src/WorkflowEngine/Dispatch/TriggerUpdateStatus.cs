namespace WorkflowEngine.Dispatch;

/// <summary>What became of a change of configurations.</summary>
public enum TriggerUpdateStatus
{
    /// <summary>It was made.</summary>
    Updated,

    /// <summary>It breaks a rule, and nothing was changed.</summary>
    Invalid,

    /// <summary>The scope has no such workflow.</summary>
    NotFound,

    /// <summary>It could have been made, and another one of the same atomic call could not.</summary>
    NotMade,
}
