namespace WorkflowEngine.Runs;

/// <summary>What a <see cref="RunEvent"/> is about.</summary>
public enum RunEventKind
{
    /// <summary>The run was created, started, was asked to cancel, was reset or ended.</summary>
    Run = 0,

    /// <summary>A job changed its status.</summary>
    Job = 1,

    /// <summary>A step changed its status.</summary>
    Step = 2,
}
