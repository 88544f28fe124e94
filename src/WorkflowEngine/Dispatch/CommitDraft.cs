using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch;

/// <summary>Gathers what one event makes of workflows until it is stored.</summary>
internal sealed class CommitDraft(Scope scope, string? key, DateTimeOffset at)
{
    private readonly List<(Scope Scope, List<NewRun> Runs, List<CachedPlan> Plans)> _creations = key is null ? [] : [(scope, [], [])];
    private readonly List<TriggerGuard> _guards = [];

    public List<PendingChange> Pending { get; } = [];

    public List<TriggerHistoryChange> History { get; } = [];

    public RunPlace Add(NewRun run, CachedPlan plan)
    {
        var index = _creations.FindIndex(creation => creation.Scope == run.Run.Scope);
        if (index < 0)
        {
            index = _creations.Count;
            _creations.Add((run.Run.Scope, [], []));
        }

        _creations[index].Runs.Add(run);
        _creations[index].Plans.Add(plan);
        return new(index, _creations[index].Runs.Count - 1);
    }

    public void Add(TriggerGuard guard) => _guards.Add(guard);

    public TriggerCommit ToCommit() => new()
    {
        Creations =
        [
            .. _creations.Select((creation, index) => new RunCreation
            {
                Scope = creation.Scope,
                DeliveryKey = index == 0 ? key : null,
                Plans = [.. creation.Plans.Select(plan => plan.Plan).DistinctBy(plan => plan.Hash)],
                Runs = creation.Runs,
                At = at,
            }),
        ],
        Guards = [.. _guards.OrderBy(guard => guard.Scope.Name, StringComparer.Ordinal).ThenBy(guard => guard.Workflow, StringComparer.Ordinal)],
        Pending = Pending,
        History = History,
    };

    /// <summary>Lets the driver know the runs that were stored.</summary>
    public IReadOnlyList<WorkflowRun> Adopt(TriggerCommitResult result, RunDriver driver)
    {
        var runs = new List<WorkflowRun>();
        for (var creation = 0; creation < result.Runs.Count; creation++)
        {
            for (var run = 0; run < result.Runs[creation].Count; run++)
            {
                // Older runs of a concurrency group that is to be superseded are cancelled by the reaper, as after a crash.
                driver.Adopt(result.Runs[creation][run], _creations[creation].Runs[run], _creations[creation].Plans[run]);
                runs.Add(result.Runs[creation][run]);
            }
        }

        return runs;
    }
}
