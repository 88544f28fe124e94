namespace WorkflowEngine.Runs;

/// <summary>One transition of a run: the rows that changed, to be saved together or not at all.</summary>
public sealed record RunChange
{
    /// <summary>The version the change was computed from; it is saved only while the stored run still has it.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The run as it is after the change; its version is one above <see cref="ExpectedVersion"/>.</summary>
    public required WorkflowRun Run { get; init; }

    /// <summary>The jobs that changed. Default: none.</summary>
    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>New tasks, and tasks that changed; a row with the same job and attempt is replaced but for its lease. Default: none.</summary>
    public IReadOnlyList<TaskRun> Tasks { get; init; } = [];

    /// <summary>New steps, and steps that changed; a row with the same job, attempt and index is replaced. Default: none.</summary>
    public IReadOnlyList<StepRun> Steps { get; init; } = [];

    /// <summary>What observers are told, in order.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }
}
