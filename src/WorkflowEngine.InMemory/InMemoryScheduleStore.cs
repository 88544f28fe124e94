using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>Schedules beside the runs they start, under the same lock.</summary>
internal sealed class InMemoryScheduleStore(ScheduleTable schedules, RunTable runs, Lock gate, WorkSignal signal) : IScheduleStore
{
    public Task<IReadOnlyList<StoredSchedule>> ListAsync(
        IReadOnlyList<Scope> scopes, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<StoredSchedule>>(cancellationToken);
        }

        lock (gate)
        {
            return Task.FromResult(schedules.List(scopes, limit));
        }
    }

    public Task<IReadOnlyList<RunCreationResult?>> FireAsync(
        IReadOnlyList<ScheduleFiring> firings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(firings);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<RunCreationResult?>>(cancellationToken);
        }

        var results = new RunCreationResult?[firings.Count];
        lock (gate)
        {
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = !schedules.TryAdvance(firings[i]) ? null
                    : firings[i].Creation is { } creation ? runs.Create(creation)
                    : new(true, []);
            }
        }

        signal.Raise();
        return Task.FromResult<IReadOnlyList<RunCreationResult?>>(results);
    }
}
