namespace WorkflowEngine.Runs;

/// <summary>One transition of a run: the rows that changed, to be saved together or not at all.</summary>
public sealed record RunChange
{
    /// <summary>The version the change was computed from; it is saved only while the stored run still has it.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>
    /// The run as it is after the change; its version is one above <see cref="ExpectedVersion"/>. Only status, reason, cancel marks,
    /// start, stop, version and last event differ from the stored run: what was fixed at creation need not be written again.
    /// </summary>
    public required WorkflowRun Run { get; init; }

    /// <summary>The jobs that changed. Default: none.</summary>
    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>
    /// New tasks, and tasks that changed, by job and attempt. A stored row is replaced but for its lease and its status: a row that has
    /// not ended leaves the stored status as it is, so that it never undoes a claim; a row that has ended ends the lease, whoever has
    /// it. A new row is Waiting or has ended, and a row that has ended is never written again. Default: none.
    /// </summary>
    public IReadOnlyList<TaskRun> Tasks { get; init; } = [];

    /// <summary>New steps, and steps that changed; a row with the same job, attempt and index is replaced. They are saved
    /// before <see cref="Tasks"/> close what is left (see <see cref="TaskRun.CloseSteps"/>). Default: none.</summary>
    public IReadOnlyList<StepRun> Steps { get; init; } = [];

    /// <summary>What observers are told, in order; the sequence numbers follow those stored. The store fills in the run.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }
}
