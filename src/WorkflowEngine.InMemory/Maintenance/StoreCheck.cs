using WorkflowEngine.InMemory.Queue;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory.Maintenance;

/// <summary>
/// Looks at all runs by the rules that memory can break: what a writer saved may contradict itself. Rows cannot get lost here, and an
/// attempt that has ended leaves no row behind, so the rules about those have nothing to look at.
/// </summary>
internal sealed class StoreCheck(RunTable table)
{
    private readonly List<StoreFinding> _findings = [];

    public IReadOnlyList<StoreFinding> Run(int limit)
    {
        foreach (var run in table.Runs)
        {
            CheckRun(run);
            CheckEvents(run);
            var jobs = run.ReadJobs(0);
            foreach (var job in jobs)
            {
                CheckJob(run, job);
            }

            CheckOutcome(run, jobs);
            CheckSteps(run, jobs);
        }

        return [.. StoreRules.All.SelectMany(rule => _findings.Where(finding => finding.Rule == rule.Code).Take(limit))];
    }

    private void CheckRun(RunRecord record)
    {
        var run = record.Run;
        Expect(run.Status is >= WorkflowStatus.Success and <= WorkflowStatus.Running, StoreRules.UnknownStatus, $"the run has the status {run.Status}", run);
        Expect(run.Status.IsTerminal() == run.StoppedAt is not null, StoreRules.RunTimes, "the end of the run and its status disagree", run);
        Expect(run.Status != WorkflowStatus.Running || run.StartedAt is not null, StoreRules.RunTimes, "the run is running and has no start", run);
        var plan = table.FindPlan(run.PlanHash);
        Expect(plan is not null, StoreRules.RunPlan, "the plan of the run is not stored", run);
        Expect(plan is null || plan.Jobs.Count == record.JobCount, StoreRules.RunJobs, "the plan and the run have other numbers of jobs", run);
        Expect(run.Number <= table.LastNumber(run.Scope), StoreRules.RunNumber, $"the run has the number {run.Number}, which was not given", run);
        if (record.Group is { } group && run.Status == WorkflowStatus.Running)
        {
            var older = group.Active.FirstOrDefault(other => other.Run.Status == WorkflowStatus.Running && !HasEndedBefore(other));
            Expect(older is null || older.Id >= run.Id, StoreRules.RunGroup, $"the run is running, and so is the older run {older?.Id}", run);
        }
    }

    private void CheckEvents(RunRecord record)
    {
        var run = record.Run;
        for (var i = 0; i < record.Events.Count; i++)
        {
            Expect(record.Events[i].Sequence == i + 1, StoreRules.EventSequence, $"event {record.Events[i].Sequence} has the place {i + 1}", run);
        }

        Expect(record.Events.Count == run.LastEvent, StoreRules.EventSequence, $"the run has {run.LastEvent} events, and {record.Events.Count} are stored", run);
        var last = record.Events.FindLast(runEvent => runEvent.Kind == RunEventKind.Run);
        Expect(last?.Status == run.Status, StoreRules.EventRunStatus, $"the run has the status {run.Status}, and its last event {last?.Status}", run);
    }

    private void CheckOutcome(RunRecord record, JobRun[] jobs)
    {
        var run = record.Run;
        var hasEnded = run.Status.IsTerminal();
        foreach (var job in jobs.Where(job => hasEnded && !job.Status.IsTerminal()))
        {
            Expect(false, StoreRules.RunOpenJob, $"the run has ended with the status {run.Status}, and this job has the status {job.Status}", run, job);
        }

        Expect(hasEnded || jobs.Any(job => !job.Status.IsTerminal()), StoreRules.RunWithoutOpenJob, "all jobs of the run have ended", run);
        var fits = run.Status switch
        {
            WorkflowStatus.Success => Count(WorkflowStatus.Cancelled) == 0 && Count(WorkflowStatus.Success) + Count(WorkflowStatus.Failure) > 0,
            WorkflowStatus.Failure => Count(WorkflowStatus.Failure) > 0,
            WorkflowStatus.Cancelled => Count(WorkflowStatus.Cancelled) > 0,
            WorkflowStatus.Skipped => Count(WorkflowStatus.Skipped) == jobs.Length,
            _ => true,
        };
        Expect(fits, StoreRules.RunOutcome, $"the run has ended with the status {run.Status}, which its jobs do not give", run);

        int Count(WorkflowStatus status) => jobs.Count(job => job.Status == status);
    }

    private void CheckJob(RunRecord record, JobRun job)
    {
        var run = record.Run;
        var (task, more) = (record.FirstTask(job.Index), record.FirstTask(job.Index)?.NextOfJob);
        var isToRun = job.Status is WorkflowStatus.Waiting or WorkflowStatus.Running;
        Expect(job.Status is >= WorkflowStatus.Success and <= WorkflowStatus.Blocked, StoreRules.UnknownStatus, $"the job has the status {job.Status}", run, job);
        Expect(
            !isToRun || (task is not null && more is null && task.Attempt == job.Attempt),
            StoreRules.JobTask, $"the job has the status {job.Status} and not just one open task of its attempt", run, job);
        Expect(isToRun || task is null, StoreRules.JobEndedTask, $"the job has the status {job.Status} and an open task", run, job);
        Expect(
            job.Status != WorkflowStatus.Running || task is null or { IsRunning: true },
            StoreRules.JobUnclaimed, "the job is running, and its task is not", run, job);
        Expect(
            job.Status.IsTerminal() == job.StoppedAt is not null
                && (job.Status != WorkflowStatus.Running || job is { StartedAt: not null, Worker: not null }),
            StoreRules.JobTimes, "start, end and worker of the job disagree with its status", run, job);
        var last = record.Events.FindLast(runEvent => runEvent.Kind == RunEventKind.Job && runEvent.Job == job.Index);
        Expect(
            (last?.Status ?? WorkflowStatus.Blocked) == job.Status,
            StoreRules.EventJobStatus, $"the job has the status {job.Status}, and its last event {last?.Status}", run, job);
        if (task is { Place: TaskPlace.Parked })
        {
            var isHeld = (record.Group is { } runs && runs.Open != record) || (task.Group is { } tasks && tasks.Open != task);
            Expect(isHeld, StoreRules.TaskHeld, "the task is held, and nothing holds it", run, job);
        }

        Expect(task?.Group is null or { Running: <= 1 }, StoreRules.TaskGroup, $"{task?.Group?.Running} tasks of the group are running", run, job);
    }

    private void CheckSteps(RunRecord record, JobRun[] jobs)
    {
        foreach (var step in record.ReadSteps())
        {
            var (run, job) = (record.Run, jobs[step.Job]);
            Expect(
                step.Status.IsTerminal() || record.FindTask(step.Job, step.Attempt) is not null,
                StoreRules.StepOpen, $"step {step.Index} has the status {step.Status}, and its attempt has ended", run, job);
            Expect(
                step.Status.IsTerminal() == step.StoppedAt is not null,
                StoreRules.StepTimes, $"the end of step {step.Index} and its status disagree", run, job);
        }
    }

    private static bool HasEndedBefore(RunRecord record) =>
        record.Events.Exists(runEvent => runEvent.Kind == RunEventKind.Run && runEvent.Status.IsTerminal());

    private void Expect(bool holds, string rule, string message, WorkflowRun run, JobRun? job = null)
    {
        if (!holds)
        {
            _findings.Add(new(rule, message) { RunId = run.Id, Job = job?.Index, Attempt = job?.Attempt });
        }
    }
}
