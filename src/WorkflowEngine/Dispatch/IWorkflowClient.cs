using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>The door of the engine for host applications: start, watch and control runs.</summary>
public interface IWorkflowClient
{
    /// <summary>
    /// Matches an event with the definitions of its scope and starts a run for each match, all in one step.
    /// A repeated delivery id starts nothing and names the runs of the first delivery.
    /// </summary>
    /// <param name="workflowEvent">The event.</param>
    /// <param name="transaction">
    /// The host's transaction, with whose commit the runs start; null to start them at once. The packages of the stores have methods that
    /// take the transactions of their drivers.
    /// </param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    Task<DispatchResult> DispatchAsync(
        WorkflowEvent workflowEvent, StoreTransaction? transaction = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts the workflows that listen to a job that ended, of the host's own jobs or of anybody's, all in one step. The same job and
    /// attempt once more starts nothing and names the runs of the first time, whichever process was told.
    /// </summary>
    /// <exception cref="ArgumentException">The job has no id or no type, or one that is too long.</exception>
    Task<JobCompletionResult> PublishJobCompletedAsync(JobCompletion completion, CancellationToken cancellationToken = default);

    /// <summary>Says for every definition of the event's scope whether it would start and why, and starts nothing.</summary>
    Task<IReadOnlyList<TriggerMatch>> ExplainAsync(WorkflowEvent workflowEvent, CancellationToken cancellationToken = default);

    /// <summary>Starts one workflow whatever its triggers are.</summary>
    /// <param name="workflow">The ref of the workflow.</param>
    /// <param name="workflowEvent">The event that the run is to see; null makes a <c>manual</c> one.</param>
    /// <param name="scope">The scope of the workflow; null means the event's scope.</param>
    /// <param name="transaction">
    /// The host's transaction, with whose commit the run starts; null to start it at once. The packages of the stores have methods that
    /// take the transactions of their drivers.
    /// </param>
    /// <param name="cancellationToken">Gives up before the run is made.</param>
    /// <exception cref="ArgumentException">The scope has no valid workflow with that ref, or the store takes no such transaction.</exception>
    Task<WorkflowRun> StartAsync(
        string workflow, WorkflowEvent? workflowEvent = null, Scope? scope = null, StoreTransaction? transaction = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a run with its jobs and steps; null when there is no such run.</summary>
    Task<RunDetails?> GetAsync(long runId, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    Task<IReadOnlyList<WorkflowRun>> ListAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>The definitions of a scope, valid or not, ordered by ref.</summary>
    Task<IReadOnlyList<WorkflowDefinition>> ListDefinitionsAsync(Scope scope, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks to cancel a run. Jobs that have not started are cancelled at once, running ones are told; jobs with the condition
    /// <c>always</c> still run, unless the cancel is forced.
    /// </summary>
    /// <returns>False when the run has ended or does not exist.</returns>
    Task<bool> CancelAsync(long runId, bool forced = false, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>Starts a new run with the plan, event and inputs of an old one.</summary>
    /// <returns>The new run; null when there is no such run.</returns>
    Task<WorkflowRun?> RerunAsync(long runId, CancellationToken cancellationToken = default);

    /// <summary>Runs again, in the same run, what failed or was cancelled and what depends on it.</summary>
    /// <returns>False when the run has not ended, has nothing to repeat, or does not exist.</returns>
    Task<bool> RerunFailedAsync(long runId, CancellationToken cancellationToken = default);

    /// <summary>Reads log lines.</summary>
    Task<IReadOnlyList<StoredLogLine>> ReadLogsAsync(LogQuery query, CancellationToken cancellationToken = default);

    /// <summary>Gives the events of a run from its first one on and as they come, and ends with the run.</summary>
    IAsyncEnumerable<RunEvent> WatchAsync(long runId, CancellationToken cancellationToken = default);

    /// <summary>Waits until a run has ended and gives it; null when there is no such run.</summary>
    Task<WorkflowRun?> WaitAsync(long runId, CancellationToken cancellationToken = default);
}
