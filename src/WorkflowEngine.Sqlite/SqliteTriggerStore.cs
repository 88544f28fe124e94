using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Triggers in a SQLite file.</summary>
internal sealed class SqliteTriggerStore(SqliteWriter writer, SqliteReaders readers) : ITriggerStore
{
    public Task<IReadOnlyList<TriggerConfiguration>> ListAsync(Scope? source, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => ConfigurationRows.List(connection, source), cancellationToken);

    public Task<TriggerState> GetStateAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return readers.ReadAsync(
            connection => new TriggerState(
                ConfigurationRows.Find(connection, scope, workflow),
                PendingRows.ListTimers(connection, scope, workflow),
                PendingRows.CountDeferred(connection, scope, workflow),
                HistoryRows.CountActiveRuns(connection, scope, workflow)),
            cancellationToken);
    }

    public Task<bool> TrySaveAsync(IReadOnlyList<TriggerConfigurationChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return writer.RunAsync(connection => Save(connection, changes), false, cancellationToken);
    }

    public Task<TriggerCommitResult> TryCommitAsync(TriggerCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var documents = commit.Creations.Select(RunCreationDocuments.Write).ToArray();
        return writer.RunAsync(connection => Commit(connection, commit, documents), true, cancellationToken);
    }

    public Task<IReadOnlyList<PendingTrigger>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => PendingRows.ListDue(connection, now, limit), cancellationToken);

    public Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(TriggerHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return readers.ReadAsync(connection => HistoryRows.List(connection, query), cancellationToken);
    }

    public Task<IReadOnlyList<TriggerCount>> CountHistoryAsync(
        Scope scope, string? workflow, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken = default) =>
        readers.ReadAsync(connection => HistoryRows.Count(connection, scope, workflow, since, until), cancellationToken);

    public Task<int> DeleteHistoryBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        writer.RunAsync(connection => HistoryRows.DeleteBefore(connection, before, limit), false, cancellationToken);

    private static bool Save(SqliteConnection connection, IReadOnlyList<TriggerConfigurationChange> changes)
    {
        // Everything is looked at before anything is written: the transaction belongs to other callers too.
        foreach (var change in changes)
        {
            if (ConfigurationRows.Version(connection, change.Configuration.Scope, change.Configuration.Workflow) != change.ExpectedVersion)
            {
                return false;
            }
        }

        foreach (var change in changes)
        {
            ConfigurationRows.Save(connection, change.Configuration);
            foreach (var type in change.CancelTypes)
            {
                HistoryRows.CancelPending(connection, change.Configuration.Scope, change.Configuration.Workflow, type);
                PendingRows.Delete(connection, change.Configuration.Scope, change.Configuration.Workflow, type);
            }
        }

        return true;
    }

    private static TriggerCommitResult Commit(SqliteConnection connection, TriggerCommit commit, RunCreationDocuments[] documents)
    {
        if (!IsAsExpected(connection, commit))
        {
            return new(TriggerCommitStatus.Conflict, []);
        }

        var runs = new List<IReadOnlyList<WorkflowRun>>(documents.Length);
        for (var i = 0; i < documents.Length; i++)
        {
            var result = SqliteRunStore.Create(connection, commit.Creations[i], documents[i]);
            if (!result.Created)
            {
                // Only the first one has a key, so nothing was stored yet.
                return new(TriggerCommitStatus.Repeated, []);
            }

            runs.Add(result.Runs);
        }

        foreach (var guard in commit.Guards)
        {
            if (guard.Usage is { } usage)
            {
                ConfigurationRows.SaveUsage(connection, guard.Scope, guard.Workflow, usage);
            }
        }

        foreach (var change in commit.Pending)
        {
            PendingRows.Save(connection, change);
        }

        foreach (var change in commit.History)
        {
            HistoryRows.Save(connection, change.Run is { } place ? change.Entry with { RunId = runs[place.Creation][place.Run].Id } : change.Entry);
        }

        return new(TriggerCommitStatus.Committed, runs);
    }

    private static bool IsAsExpected(SqliteConnection connection, TriggerCommit commit)
    {
        foreach (var guard in commit.Guards)
        {
            if (ConfigurationRows.Version(connection, guard.Scope, guard.Workflow) != guard.ExpectedVersion
                || !DefinitionRows.Exists(connection, guard.Scope, guard.Workflow))
            {
                return false;
            }
        }

        foreach (var change in commit.Pending)
        {
            if (change.Row.Id != 0 && !PendingRows.IsUnchanged(connection, change.Row))
            {
                return false;
            }
        }

        return true;
    }
}
