using WorkflowEngine.InMemory.Queue;
using WorkflowEngine.Runs;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>A run and all that belongs to it.</summary>
internal sealed class RunRecord
{
    private const int None = -1;

    private readonly JobSlot[] _jobs;
    private int _lastChanged = None;

    public RunRecord(WorkflowRun run, IReadOnlyList<JobRun> jobs)
    {
        Run = run;
        Id = run.Id;
        _jobs = new JobSlot[jobs.Count];
        for (var i = 0; i < jobs.Count; i++)
        {
            _jobs[i] = new() { Row = jobs[i], Version = run.Version, Earlier = i - 1, Later = i + 1 < jobs.Count ? i + 1 : None };
        }

        _lastChanged = jobs.Count - 1;
    }

    public long Id { get; }

    public WorkflowRun Run { get; set; }

    public List<RunEvent> Events { get; } = [];

    /// <summary>How many entries of the feed hold the events.</summary>
    public int FeedEntries { get; set; }

    /// <summary>The position of the last of them in the feed.</summary>
    public long LastPosition { get; set; }

    public RunLog? Log { get; set; }

    /// <summary>The group that allows one active run; null when the run has none.</summary>
    public RunGroup? Group { get; set; }

    public Delivery? Delivery { get; set; }

    public bool IsDeleted { get; set; }

    public int JobCount => _jobs.Length;

    /// <summary>Finds an attempt that has not ended.</summary>
    public TaskRecord? FindTask(int job, int attempt)
    {
        if ((uint)job >= (uint)_jobs.Length)
        {
            return null;
        }

        var task = _jobs[job].Tasks;
        while (task is not null && task.Attempt != attempt)
        {
            task = task.NextOfJob;
        }

        return task;
    }

    public TaskRecord? FirstTask(int job) => _jobs[job].Tasks;

    public void AddTask(TaskRecord task)
    {
        ref var slot = ref _jobs[task.Job];
        task.NextOfJob = slot.Tasks;
        slot.Tasks = task;
    }

    public void RemoveTask(TaskRecord task)
    {
        ref var link = ref _jobs[task.Job].Tasks;
        while (link != task)
        {
            link = ref link!.NextOfJob;
        }

        link = task.NextOfJob;
    }

    public JobRun[] ReadJobs(long sinceVersion)
    {
        if (sinceVersion <= 0)
        {
            var all = new JobRun[_jobs.Length];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = _jobs[i].Row;
            }

            return all;
        }

        var count = 0;
        var oldest = None;
        for (var i = _lastChanged; i != None && _jobs[i].Version > sinceVersion; i = _jobs[i].Earlier)
        {
            count++;
            oldest = i;
        }

        if (count == 0)
        {
            return [];
        }

        var changed = new JobRun[count];
        for (int i = oldest, next = 0; i != None; i = _jobs[i].Later)
        {
            changed[next++] = _jobs[i].Row;
        }

        Array.Sort(changed, static (left, right) => left.Index.CompareTo(right.Index));
        return changed;
    }

    public void SaveJob(JobRun job, long version)
    {
        ref var slot = ref _jobs[job.Index];
        slot.Row = job;
        slot.Version = version;
        if (_lastChanged == job.Index)
        {
            return;
        }

        if (slot.Earlier != None)
        {
            _jobs[slot.Earlier].Later = slot.Later;
        }

        _jobs[slot.Later].Earlier = slot.Earlier;
        slot.Earlier = _lastChanged;
        slot.Later = None;
        _jobs[_lastChanged].Later = job.Index;
        _lastChanged = job.Index;
    }

    public void SaveStep(StepRun step)
    {
        var steps = _jobs[step.Job].Steps ??= [];

        // From the end: steps change in the order they were started.
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Index == step.Index && steps[i].Attempt == step.Attempt)
            {
                steps[i] = step;
                return;
            }
        }

        steps.Add(step);
    }

    /// <summary>Ends the steps of an attempt that are still running as the attempt ended.</summary>
    public void CloseSteps(TaskRun task)
    {
        if (_jobs[task.Job].Steps is not { } steps)
        {
            return;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Attempt == task.Attempt && steps[i].Status == WorkflowStatus.Running)
            {
                steps[i] = steps[i] with { Status = task.Status, Reason = task.Reason, StoppedAt = task.StoppedAt };
            }
        }
    }

    public List<StepRun> ReadSteps()
    {
        var all = new List<StepRun>();
        foreach (ref readonly var slot in _jobs.AsSpan())
        {
            if (slot.Steps is { } steps)
            {
                all.AddRange(steps);
            }
        }

        all.Sort(static (left, right) =>
            (left.Job, left.Attempt, left.Index).CompareTo((right.Job, right.Attempt, right.Index)));
        return all;
    }
}
