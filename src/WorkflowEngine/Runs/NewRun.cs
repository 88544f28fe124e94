namespace WorkflowEngine.Runs;

/// <summary>A run as it is stored first: everything is decided but its id and number.</summary>
public sealed record NewRun
{
    /// <summary>The run, with id and number 0 and version 1.</summary>
    public required WorkflowRun Run { get; init; }

    /// <summary>The jobs, in plan order.</summary>
    public required IReadOnlyList<JobRun> Jobs { get; init; }

    /// <summary>A task for each job that is ready.</summary>
    public required IReadOnlyList<TaskRun> Tasks { get; init; }

    /// <summary>The first events of the run.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }
}
