using Npgsql;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>
/// Saves what an event made of workflows, inside the caller's transaction. Rows are locked in one order: configurations, rows that wait,
/// then what the creation of runs locks, and history last.
/// </summary>
internal sealed class TriggerCommits(PostgresDatabase database)
{
    private readonly RunCreations _creations = new(database);

    /// <summary>Gives the runs of each creation; null when the transaction must be rolled back, and why.</summary>
    internal async Task<(TriggerCommitStatus Status, IReadOnlyList<IReadOnlyList<WorkflowRun>>? Runs)> SaveAsync(
        NpgsqlTransaction transaction, TriggerCommit commit, CancellationToken cancellationToken)
    {
        if (!await ConfigurationRows.AreAsExpectedAsync(database, transaction, commit.Guards, cancellationToken).ConfigureAwait(false)
            || !await PendingRows.TrySaveAsync(database, transaction, commit.Pending, cancellationToken).ConfigureAwait(false))
        {
            return (TriggerCommitStatus.Conflict, null);
        }

        var runs = new List<WorkflowRun[]>(commit.Creations.Count);
        foreach (var created in commit.Creations.Count == 0 ? [] : await _creations.SaveAsync(transaction, commit.Creations, cancellationToken).ConfigureAwait(false))
        {
            if (created is null)
            {
                // Only the first one has a key; what was stored with it is rolled back.
                return (TriggerCommitStatus.Repeated, null);
            }

            runs.Add(created);
        }

        var entries = commit.History.Select(change =>
            change.Run is { } place ? change.Entry with { RunId = runs[place.Creation][place.Run].Id } : change.Entry);
        await HistoryRows.SaveAsync(database, transaction, [.. entries], cancellationToken).ConfigureAwait(false);
        return (TriggerCommitStatus.Committed, runs);
    }
}
