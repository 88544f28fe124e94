using Npgsql;
using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Triggers in a PostgreSQL database.</summary>
internal sealed class PostgresTriggerStore(PostgresDatabase database, WorkNotifications notifications) : ITriggerStore
{
    private readonly TriggerCommits _commits = new(database);

    public async Task<IReadOnlyList<TriggerConfiguration>> ListAsync(Scope? source, CancellationToken cancellationToken = default) =>
        await ConfigurationRows.ListAsync(database, source, cancellationToken).ConfigureAwait(false);

    public async Task<TriggerState> GetStateAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var state = await TransactAsync(async transaction =>
        {
            // One moment for all four reads.
            await database.ListAsync(
                transaction, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", [], static _ => true, cancellationToken).ConfigureAwait(false);
            return new TriggerState(
                await ConfigurationRows.FindAsync(database, transaction, scope, workflow, cancellationToken).ConfigureAwait(false),
                await PendingRows.ListTimersAsync(database, transaction, scope, workflow, cancellationToken).ConfigureAwait(false),
                await PendingRows.CountDeferredAsync(database, transaction, scope, workflow, cancellationToken).ConfigureAwait(false),
                await HistoryRows.CountActiveRunsAsync(database, transaction, scope, workflow, cancellationToken).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
        return state!;
    }

    public async Task<bool> TrySaveAsync(IReadOnlyList<TriggerConfigurationChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var saved = await TransactAsync(
            async transaction => await SaveAsync(transaction, changes, cancellationToken).ConfigureAwait(false) ? changes : null,
            cancellationToken).ConfigureAwait(false);
        return saved is not null;
    }

    public async Task<TriggerCommitResult> TryCommitAsync(TriggerCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var status = TriggerCommitStatus.Conflict;
        try
        {
            var committed = await TransactAsync(async transaction =>
            {
                (status, var runs) = await _commits.SaveAsync(transaction, commit, cancellationToken).ConfigureAwait(false);
                return runs;
            }, cancellationToken).ConfigureAwait(false);
            if (committed is not null)
            {
                notifications.Raise();
                return new(TriggerCommitStatus.Committed, committed);
            }

            return new(status, []);
        }
        catch (WorkflowStoreException failure) when (PostgresFailure.IsConflict(failure))
        {
            return new(TriggerCommitStatus.Conflict, []);
        }
    }

    public async Task<IReadOnlyList<PendingTrigger>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        await PendingRows.ListDueAsync(database, now, limit, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(
        TriggerHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await HistoryRows.ListAsync(database, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TriggerCount>> CountHistoryAsync(
        Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken = default) =>
        await HistoryRows.CountAsync(database, scope, workflow, since, until, cancellationToken).ConfigureAwait(false);

    public Task<int> DeleteHistoryBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        HistoryRows.DeleteBeforeAsync(database, before, limit, cancellationToken);

    private async Task<bool> SaveAsync(
        NpgsqlTransaction transaction, IReadOnlyList<TriggerConfigurationChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.OrderBy(one => one.Configuration.Scope.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Configuration.Workflow, StringComparer.Ordinal))
        {
            var row = change.Configuration;
            if (!await ConfigurationRows.TrySaveAsync(database, transaction, row, change.ExpectedVersion, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            if (change.CancelTypes.Count > 0)
            {
                await HistoryRows.CancelPendingAsync(database, transaction, row, change.CancelTypes, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>Runs statements in one transaction, which is rolled back when they give null.</summary>
    private async Task<T?> TransactAsync<T>(Func<NpgsqlTransaction, Task<T?>> run, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                database.Announce("BEGIN");
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await run(transaction).ConfigureAwait(false);
                    if (result is not null)
                    {
                        database.Announce("COMMIT");

                        // From here on the caller's wish to stop comes too late.
                        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                        database.Announce("the answer to COMMIT");
                    }

                    return result;
                }
            }
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }
}
