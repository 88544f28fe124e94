using Npgsql;
using NpgsqlTypes;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Saves changes of different runs in one transaction.</summary>
internal static class RunChanges
{
    internal static async Task<IReadOnlyList<bool>> SaveAsync(
        PostgresDatabase database, IReadOnlyList<RunChange> changes, CancellationToken cancellationToken)
    {
        // Rows are locked in this order; see the script.
        var order = Enumerable.Range(0, changes.Count).OrderBy(i => changes[i].Run.Id);
        var (ids, expected, versions) = (Columns.OfInt64(), Columns.OfInt64(), Columns.OfInt64());
        var (status, reasonCode, reasonText) = (Columns.OfInt32(), Columns.OfText(), Columns.OfText());
        var (cancelRequested, cancelForced) = (Columns.OfBoolean(), Columns.OfBoolean());
        var (startedAt, stoppedAt, lastEvent) = (Columns.OfNullableInt64(), Columns.OfNullableInt64(), Columns.OfInt64());
        var (events, jobs, tasks, steps) = (new EventColumns(), new JobColumns(), new TaskColumns(), new StepColumns());
        foreach (var i in order)
        {
            var change = changes[i];
            var run = change.Run;
            ids.Add(run.Id);
            expected.Add(change.ExpectedVersion);
            versions.Add(run.Version);
            status.Add(run.Status);
            reasonCode.AddText(run.Reason?.Code);
            reasonText.AddText(run.Reason?.Text);
            cancelRequested.Add(run.CancelRequested);
            cancelForced.Add(run.CancelForced);
            startedAt.Add(run.StartedAt);
            stoppedAt.Add(run.StoppedAt);
            lastEvent.Add(run.LastEvent);
            events.Add(change.Events);
            jobs.Add(run.Id, run.Version, change.Jobs);
            tasks.Add(run.Id, run.Scope, change.Tasks);
            steps.Add(run.Id, change.Steps);
        }

        NpgsqlParameter[] parameters =
        [
            ids.ToParameter(), expected.ToParameter(), versions.ToParameter(), status.ToParameter(), reasonCode.ToParameter(),
            reasonText.ToParameter(), cancelRequested.ToParameter(), cancelForced.ToParameter(), startedAt.ToParameter(),
            stoppedAt.ToParameter(), lastEvent.ToParameter(), .. events.ToParameters(), .. jobs.ToParameters(), .. tasks.ToParameters(),
            .. steps.ToParameters(),
        ];
        var saved = await database.FindAsync(
            database.InSchema("SELECT @apply_changes(") + Places.UpTo(parameters.Length) + ")",
            parameters,
            static row => row.GetFieldValue<long[]>(0),
            cancellationToken).ConfigureAwait(false);
        var set = new HashSet<long>(saved!);
        return [.. changes.Select(change => set.Contains(change.Run.Id))];
    }
}
