using Microsoft.Extensions.Logging;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Executes claimed tasks. One for the engine; tasks share nothing but it.</summary>
/// <param name="runners">The runner of each kind of step; parallel steps need none.</param>
/// <param name="workspaces">Where workspaces are made; null for an engine that runs only host code.</param>
/// <param name="logs">Keeps what steps write.</param>
/// <param name="services">The services of the host, for steps.</param>
/// <param name="options">The bounds of steps.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what operators should know.</param>
internal sealed class JobExecutor(
    IReadOnlyDictionary<StepKind, IStepRunner> runners, WorkspaceRoot? workspaces, ILogStore logs, IServiceProvider services,
    WorkflowEngineOptions options, TimeProvider time, ILogger<JobExecutor> logger)
{
    public IReadOnlyDictionary<StepKind, IStepRunner> Runners => runners;

    public WorkspaceRoot? Workspaces => workspaces;

    public ILogStore Logs => logs;

    public IServiceProvider Services => services;

    public WorkflowEngineOptions Options => options;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Secrets that steps may ask for by name; never in logs, reasons and outputs. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = EmptyMap.Strings;

    /// <summary>
    /// Executes the steps of an attempt, stores its log and deletes its workspace. A cancelled token stops the step that runs; the outcome is
    /// then Cancelled, whether the run was cancelled or the lease lost: the caller knows which. A failure is an outcome, not an exception.
    /// </summary>
    public async ValueTask<TaskOutcome> ExecuteAsync(JobTask task, CancellationToken cancellationToken)
    {
        var execution = new JobExecution(this, task, cancellationToken);
        await using (execution.ConfigureAwait(false))
        {
            return await execution.RunAsync().ConfigureAwait(false);
        }
    }
}
