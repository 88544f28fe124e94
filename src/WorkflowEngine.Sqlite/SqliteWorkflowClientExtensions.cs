using SQLitePCL;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Sqlite;

/// <summary>Starts runs in a transaction of the host: they come with its commit, and a rollback leaves no trace of them.</summary>
/// <remarks>
/// The engine must use the SQLite store, and the connection must have the store's file open and be in a transaction. With
/// Microsoft.Data.Sqlite the connection is <c>connection.Handle</c>. Begin the transaction as one that writes (<c>BEGIN IMMEDIATE</c>,
/// which Microsoft.Data.Sqlite does unless told otherwise) and keep it short: SQLite has one writer at a time, so the engine waits for it.
/// </remarks>
public static class SqliteWorkflowClientExtensions
{
    /// <summary>Starts one workflow whatever its triggers are, when the transaction commits.</summary>
    /// <param name="client">The engine's door.</param>
    /// <param name="workflow">The ref of the workflow.</param>
    /// <param name="connection">The connection, whose transaction the caller commits.</param>
    /// <param name="workflowEvent">The event that the run is to see; null makes a <c>manual</c> one.</param>
    /// <param name="scope">The scope of the workflow; null means the event's scope.</param>
    /// <param name="cancellationToken">Gives up before the run is made.</param>
    /// <returns>The run as it will be, with its id and number.</returns>
    /// <exception cref="ArgumentException">
    /// The scope has no valid workflow with that ref, the connection is in no transaction, or the store is not SQLite.
    /// </exception>
    /// <exception cref="WorkflowStoreException">The file refused; the transaction is to be rolled back.</exception>
    public static Task<WorkflowRun> StartAsync(
        this IWorkflowClient client, string workflow, sqlite3 connection, WorkflowEvent? workflowEvent = null, Scope? scope = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(connection);
        return client.StartAsync(workflow, workflowEvent, scope, new StoreTransaction(connection), cancellationToken);
    }

    /// <summary>Starts a run for each definition that an event matches, when the transaction commits.</summary>
    /// <param name="client">The engine's door.</param>
    /// <param name="workflowEvent">The event.</param>
    /// <param name="connection">The connection, whose transaction the caller commits.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <exception cref="ArgumentException">The connection is in no transaction, or the store is not SQLite.</exception>
    /// <exception cref="WorkflowStoreException">The file refused; the transaction is to be rolled back.</exception>
    public static Task<DispatchResult> DispatchAsync(
        this IWorkflowClient client, WorkflowEvent workflowEvent, sqlite3 connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(connection);
        return client.DispatchAsync(workflowEvent, new StoreTransaction(connection), cancellationToken);
    }
}
