using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>A claimed attempt of a job with all that is needed to execute it.</summary>
internal sealed record JobTask
{
    /// <summary>The run at the start of the task.</summary>
    public required WorkflowRun Run { get; init; }

    public required PlannedJob Job { get; init; }

    public required JobLease Lease { get; init; }

    /// <summary>The environment of the plan.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>Told when a step begins and when it ends, in order and never twice at once. Must not wait.</summary>
    public required Action<RunFact.StepChanged> Facts { get; init; }

    /// <summary>Values that never appear in logs, reasons and outputs. Default: none.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    public TaskKey Key => Lease.Task;
}
