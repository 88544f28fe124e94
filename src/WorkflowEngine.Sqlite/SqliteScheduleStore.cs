using WorkflowEngine.Definitions;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Sqlite.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Schedules in a SQLite file.</summary>
internal sealed class SqliteScheduleStore(SqliteWriter writer, SqliteReaders readers) : IScheduleStore
{
    public Task<IReadOnlyList<StoredSchedule>> ListAsync(
        IReadOnlyList<Scope> scopes, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return readers.ReadAsync(connection => ScheduleRows.List(connection, scopes, limit), cancellationToken);
    }

    public Task<IReadOnlyList<RunCreationResult?>> FireAsync(
        IReadOnlyList<ScheduleFiring> firings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(firings);
        var documents = firings.Select(firing => firing.Creation is { } creation ? RunCreationDocuments.Write(creation) : null).ToList();
        return writer.RunAsync<IReadOnlyList<RunCreationResult?>>(connection => Fire(connection, firings, documents), true, cancellationToken);
    }

    private static RunCreationResult?[] Fire(
        SqliteConnection connection, IReadOnlyList<ScheduleFiring> firings, List<RunCreationDocuments?> documents)
    {
        var results = new RunCreationResult?[firings.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = !ScheduleRows.TryAdvance(connection, firings[i]) ? null
                : firings[i].Creation is { } creation ? SqliteRunStore.Create(connection, creation, documents[i]!)
                : new(true, []);
        }

        return results;
    }
}
