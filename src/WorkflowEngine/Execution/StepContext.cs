using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>Everything a step may know about the run it belongs to.</summary>
public sealed class StepContext
{
    private readonly string? _workspace;

    /// <summary>The run at the start of the task.</summary>
    public required WorkflowRun Run { get; init; }

    /// <summary>The job with its definition.</summary>
    public required PlannedJob Job { get; init; }

    /// <summary>The attempt of the job.</summary>
    public required TaskKey Task { get; init; }

    /// <summary>The step's definition.</summary>
    public required StepDefinition Step { get; init; }

    /// <summary>The complete environment of the step; nothing is inherited beyond it. Made at the first look at it.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>
    /// The job's workspace, an absolute path; shared by the steps of the job. Null until a step of the job asked for it with
    /// <see cref="OpenWorkspaceAsync"/>, as programs do.
    /// </summary>
    public string? Workspace
    {
        get => _workspace ?? JobWorkspace?.Path;
        init => _workspace = value;
    }

    /// <summary>Takes what the step writes.</summary>
    public required IStepLog Log { get; init; }

    /// <summary>The services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>What an action step gives back, as a JSON document; null for nothing.</summary>
    public JsonElement? Output { get; set; }

    internal JobWorkspace? JobWorkspace { get; init; }

    /// <summary>Makes the job's workspace unless it is there already: a checkout of the event's commit, or an empty folder.</summary>
    /// <returns>The absolute path of the workspace.</returns>
    /// <exception cref="WorkflowEngineException">It cannot be made.</exception>
    public async ValueTask<string> OpenWorkspaceAsync(CancellationToken cancellationToken = default)
    {
        if (_workspace is not null)
        {
            return _workspace;
        }

        return JobWorkspace is null
            ? throw new WorkflowEngineException("The step has no workspace.")
            : await JobWorkspace.OpenAsync(cancellationToken).ConfigureAwait(false);
    }
}
