using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Postgres;

/// <summary>Starts runs in a transaction of the host: they come with its commit, and a rollback leaves no trace of them.</summary>
/// <remarks>
/// The engine must use the PostgreSQL store, and the transaction must be of the store's database, by a role that may write the store's
/// tables. While it is open it holds up nobody but observers, who get the events of all runs in the order of their positions, and starts of
/// runs of the same concurrency group. Numbers and ids that a rollback gives up are not given again. They are taken over a connection of
/// the store, so a pool that the host shares with the store needs one more connection than transactions that start runs.
/// </remarks>
public static class PostgresWorkflowClientExtensions
{
    /// <summary>Starts one workflow whatever its triggers are, when the transaction commits.</summary>
    /// <param name="client">The engine's door.</param>
    /// <param name="workflow">The ref of the workflow.</param>
    /// <param name="transaction">The transaction, which the caller commits.</param>
    /// <param name="workflowEvent">The event that the run is to see; null makes a <c>manual</c> one.</param>
    /// <param name="scope">The scope of the workflow; null means the event's scope.</param>
    /// <param name="cancellationToken">Gives up; the transaction can then only be rolled back.</param>
    /// <returns>The run as it will be, with its id and number.</returns>
    /// <exception cref="ArgumentException">The scope has no valid workflow with that ref, or the store is not PostgreSQL.</exception>
    /// <exception cref="WorkflowStoreException">The database refused; the transaction can only be rolled back.</exception>
    public static Task<WorkflowRun> StartAsync(
        this IWorkflowClient client, string workflow, NpgsqlTransaction transaction, WorkflowEvent? workflowEvent = null, Scope? scope = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(transaction);
        return client.StartAsync(workflow, workflowEvent, scope, new StoreTransaction(transaction), cancellationToken);
    }

    /// <summary>Starts a run for each definition that an event matches, when the transaction commits.</summary>
    /// <param name="client">The engine's door.</param>
    /// <param name="workflowEvent">The event.</param>
    /// <param name="transaction">The transaction, which the caller commits.</param>
    /// <param name="cancellationToken">Gives up; the transaction can then only be rolled back.</param>
    /// <exception cref="ArgumentException">The store is not PostgreSQL.</exception>
    /// <exception cref="WorkflowStoreException">The database refused; the transaction can only be rolled back.</exception>
    public static Task<DispatchResult> DispatchAsync(
        this IWorkflowClient client, WorkflowEvent workflowEvent, NpgsqlTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(transaction);
        return client.DispatchAsync(workflowEvent, new StoreTransaction(transaction), cancellationToken);
    }
}
