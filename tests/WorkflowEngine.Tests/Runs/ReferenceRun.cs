using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>
/// The rules of scheduling in their plainest form: no counters, no queue; after each fact everything is looked at again until nothing changes.
/// </summary>
internal sealed class ReferenceRun
{
    private readonly int _maxLost;
    private bool _isCancelled;
    private bool _isForced;
    private bool _hasStarted;

    public ReferenceRun(IEnumerable<JobDefinition> definitions, int maxLost)
    {
        _maxLost = maxLost;
        foreach (var definition in definitions)
        {
            var count = definition.ForEach?.Items.Count ?? 1;
            for (var i = 0; i < Math.Max(count, 1); i++)
            {
                Jobs.Add(new ReferenceJob(definition, isEmpty: count == 0));
            }
        }

        DecideAll();
    }

    public List<ReferenceJob> Jobs { get; } = [];

    public bool HasEnded => Jobs.TrueForAll(job => job.HasEnded);

    public WorkflowStatus Status => !HasEnded ? (_hasStarted ? WorkflowStatus.Running : WorkflowStatus.Waiting)
        : Jobs.Exists(job => job.CountsAsFailure) ? WorkflowStatus.Failure
        : Jobs.Exists(job => job.Status == WorkflowStatus.Cancelled) ? WorkflowStatus.Cancelled
        : Jobs.Exists(job => job.CountsAsSuccess) ? WorkflowStatus.Success : WorkflowStatus.Skipped;

    public bool Take(RunFact fact)
    {
        var isAccepted = fact switch
        {
            RunFact.TaskStarted started => Current(started.Job, started.Attempt) is { } job && Start(job),
            RunFact.TaskEnded ended => Current(ended.Job, ended.Attempt) is { } job && End(job, ended.Status),
            RunFact.TaskLost lost => Current(lost.Job, lost.Attempt) is { } job && GiveBack(job, isLost: true),
            RunFact.TaskReleased released => Current(released.Job, released.Attempt) is { } job && GiveBack(job, isLost: false),
            RunFact.CancelRequested cancel => !HasEnded && Cancel(cancel.Forced),
            _ => HasEnded && Rerun(),
        };
        DecideAll();
        return isAccepted;
    }

    /// <summary>Whether a job with this name, and all that it needs, have ended.</summary>
    public bool IsSettled(string name) => Before(name).Append(name).All(one => Jobs.Where(job => job.Name == one).All(job => job.HasEnded));

    private ReferenceJob? Current(int index, int attempt) =>
        Jobs[index] is { Status: WorkflowStatus.Waiting or WorkflowStatus.Running } job && job.Attempt == attempt ? job : null;

    private bool Start(ReferenceJob job)
    {
        _hasStarted = true;
        job.Status = WorkflowStatus.Running;
        return true;
    }

    private bool End(ReferenceJob job, WorkflowStatus status)
    {
        _hasStarted = true;
        if (status == WorkflowStatus.Failure && !_isCancelled && job.Failed < (job.Definition.Retry?.Count ?? 0))
        {
            job.Failed++;
            job.Queue();
        }
        else
        {
            job.Status = status;
        }

        return true;
    }

    private bool GiveBack(ReferenceJob job, bool isLost)
    {
        job.Lost += isLost ? 1 : 0;
        if (_isCancelled && !Survives(job))
        {
            job.Status = WorkflowStatus.Cancelled;
        }
        else if (isLost && job.Lost > _maxLost)
        {
            job.Status = WorkflowStatus.Failure;
        }
        else
        {
            job.Queue();
        }

        return true;
    }

    private bool Cancel(bool forced)
    {
        if (_isForced || (_isCancelled && !forced))
        {
            return true;
        }

        (_isCancelled, _isForced) = (true, forced);
        foreach (var job in Jobs.Where(job => !job.HasEnded))
        {
            if (job.Status == WorkflowStatus.Blocked ? !forced && RandomCondition.Of(job.Definition).AsksForStatus : Survives(job))
            {
                continue;
            }

            job.IsToldToStop = job.Status == WorkflowStatus.Running;
            job.Status = job.IsToldToStop ? WorkflowStatus.Running : WorkflowStatus.Cancelled;
        }

        return true;
    }

    private bool Rerun()
    {
        var failed = Jobs.Where(job => job.Status is WorkflowStatus.Failure or WorkflowStatus.Cancelled).ToList();
        var names = failed.Select(job => job.Name).ToHashSet();
        var skipped = Jobs.Where(job => job.Status == WorkflowStatus.Skipped && Before(job.Name).Overlaps(names)).ToList();
        foreach (var job in failed.Concat(skipped))
        {
            (job.Status, job.Failed, job.Lost, job.IsToldToStop) = (WorkflowStatus.Blocked, 0, 0, false);
        }

        if (failed.Count > 0)
        {
            (_isCancelled, _isForced, _hasStarted) = (false, false, false);
        }

        return failed.Count > 0;
    }

    private bool Survives(ReferenceJob job) =>
        !_isForced && RandomCondition.Of(job.Definition).AsksForStatus && Evaluate(job) == true;

    private void DecideAll()
    {
        while (Jobs.Find(job => job.Status == WorkflowStatus.Blocked && job.Definition.Needs.All(IsSettled)) is { } job)
        {
            switch (Evaluate(job))
            {
                case true when job.IsEmpty:
                    job.Status = WorkflowStatus.Success;
                    break;
                case true:
                    job.Queue();
                    break;
                case false:
                    job.Status = _isCancelled ? WorkflowStatus.Cancelled : WorkflowStatus.Skipped;
                    break;
                case null:
                    job.Status = WorkflowStatus.Failure;
                    break;
            }
        }
    }

    private bool? Evaluate(ReferenceJob job) => RandomCondition.Of(job.Definition).Evaluate(
        Jobs.FindAll(one => job.Definition.Needs.Contains(one.Name)),
        Jobs.FindAll(one => Before(job.Name).Contains(one.Name)),
        _isCancelled);

    /// <summary>The names of all that a job needs, directly or not.</summary>
    private HashSet<string> Before(string name)
    {
        var found = new HashSet<string>();
        var ahead = new Stack<string>([name]);
        while (ahead.TryPop(out var next))
        {
            foreach (var need in Jobs.Find(job => job.Name == next)!.Definition.Needs.Where(found.Add))
            {
                ahead.Push(need);
            }
        }

        return found;
    }
}
