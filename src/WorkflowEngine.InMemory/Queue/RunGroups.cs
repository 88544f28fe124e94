using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>The concurrency groups that have runs that have not ended.</summary>
internal sealed class RunGroups(TaskQueue queue)
{
    private readonly Dictionary<(Scope, string), RunGroup> _groups = [];

    public RunGroup? Find(Scope scope, string name) => _groups.GetValueOrDefault((scope, name));

    /// <summary>Adds a run that has not ended, before its tasks are.</summary>
    public void Enter(RunRecord run)
    {
        if (run.Run.ConcurrencyGroup is not { } name)
        {
            return;
        }

        var key = (run.Run.Scope, name);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new(run.Run.Scope, name));
        }

        run.Group = group;
        group.Active.Add(run);
        Reopen(group);
    }

    /// <summary>Removes a run that has ended.</summary>
    public void Leave(RunRecord run)
    {
        if (run.Group is not { } group)
        {
            return;
        }

        run.Group = null;
        group.Active.Remove(run);
        Reopen(group);
        if (group.Active.Count == 0)
        {
            _groups.Remove((group.Scope, group.Name));
        }
    }

    /// <summary>Runs that a newer one of their group has to get cancelled, and has not.</summary>
    public IEnumerable<SupersededRun> Superseded()
    {
        foreach (var group in _groups.Values)
        {
            if (group.Active.Count < 2 || group.Active.LastOrDefault(run => run.Run.CancelInProgress) is not { } newcomer)
            {
                continue;
            }

            foreach (var older in group.Active)
            {
                if (older == newcomer)
                {
                    break;
                }

                if (!older.Run.CancelRequested)
                {
                    yield return new(older.Run.Id, newcomer.Run.Id);
                }
            }
        }
    }

    private void Reopen(RunGroup group)
    {
        var before = group.Open;
        var after = group.Active.Min;
        if (before == after)
        {
            return;
        }

        group.Open = after;
        PlaceTasks(before);
        PlaceTasks(after);
    }

    private void PlaceTasks(RunRecord? run)
    {
        for (var job = 0; job < run?.JobCount; job++)
        {
            for (var task = run.FirstTask(job); task is not null; task = task.NextOfJob)
            {
                queue.Place(task);
            }
        }
    }
}
