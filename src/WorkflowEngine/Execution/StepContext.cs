using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>Everything a step may know about the run it belongs to.</summary>
public sealed class StepContext
{
    /// <summary>The run at the start of the task.</summary>
    public required WorkflowRun Run { get; init; }

    /// <summary>The job with its definition.</summary>
    public required PlannedJob Job { get; init; }

    /// <summary>The attempt of the job.</summary>
    public required TaskKey Task { get; init; }

    /// <summary>The step's definition.</summary>
    public required StepDefinition Step { get; init; }

    /// <summary>The complete environment of the step; nothing is inherited beyond it.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>The job's workspace, an absolute path; shared by the steps of the job. Null for an engine without workspaces.</summary>
    public string? Workspace { get; init; }

    /// <summary>Takes what the step writes.</summary>
    public required IStepLog Log { get; init; }

    /// <summary>The services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>What an action step gave back so far, as a JSON document; null for nothing.</summary>
    public JsonElement? Output { get; set; }
}
