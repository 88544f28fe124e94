using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>A run as the one who watches it knows it: what was read first, and what events have said since.</summary>
internal sealed class RunView
{
    public RunView(RunDetails details)
    {
        Run = details.Run;
        Status = Run.Status;
        Reason = Run.Reason;
        StartedAt = Run.StartedAt;
        StoppedAt = Run.StoppedAt;
        Jobs = new JobView[details.Jobs.Count];
        for (var i = 0; i < Jobs.Length; i++)
        {
            var job = details.Jobs[i];
            var steps = new List<string>();
            AddSteps(steps, details.Plan.Jobs[i].Definition.Steps);
            Jobs[i] = new(i, job.Label, steps)
            {
                Status = job.Status,
                Reason = job.Reason,
                Attempt = job.Attempt,
                StartedAt = job.StartedAt,
                StoppedAt = job.StoppedAt,
            };
        }
    }

    public WorkflowRun Run { get; }

    public JobView[] Jobs { get; }

    public WorkflowStatus Status { get; private set; }

    public StatusReason? Reason { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Events that were read, but must not be taken in before more lines were.</summary>
    public List<RunEvent> Held { get; } = [];

    /// <summary>The last event that was read.</summary>
    public long LastEvent { get; set; }

    /// <summary>The last log line that was taken in.</summary>
    public long LogPosition { get; set; }

    /// <summary>Whether the run has ended and everything of it was taken in.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether its only job says nothing that the run does not.</summary>
    public bool IsOneJob => Jobs.Length == 1;

    public void Take(RunEvent runEvent)
    {
        switch (runEvent.Kind)
        {
            case RunEventKind.Run:
                TakeRun(runEvent);
                break;

            case RunEventKind.Job:
                TakeJob(Jobs[runEvent.Job!.Value], runEvent);
                break;

            case RunEventKind.Step:
                TakeStep(Jobs[runEvent.Job!.Value], runEvent);
                break;
        }
    }

    /// <summary>Steps are counted in the order they are written; those of a parallel step follow it.</summary>
    private static void AddSteps(List<string> labels, IReadOnlyList<StepDefinition> steps)
    {
        foreach (var step in steps)
        {
            labels.Add(step.DisplayName);
            AddSteps(labels, step.Steps);
        }
    }

    private void TakeRun(RunEvent runEvent)
    {
        (Status, Reason) = (runEvent.Status, runEvent.Reason);
        if (Status == WorkflowStatus.Running)
        {
            StartedAt ??= runEvent.At;
        }

        StoppedAt = Status.IsTerminal() ? runEvent.At : null;
    }

    private static void TakeJob(JobView job, RunEvent runEvent)
    {
        // A live table may be looking at the job at this moment.
        lock (job)
        {
            Update(job, runEvent);
        }
    }

    private static void Update(JobView job, RunEvent runEvent)
    {
        (job.Status, job.Reason, job.Attempt) = (runEvent.Status, runEvent.Reason, runEvent.Attempt ?? job.Attempt);
        switch (runEvent.Status)
        {
            case WorkflowStatus.Running:
                (job.StartedAt, job.StoppedAt, job.Step) = (runEvent.At, null, null);
                job.ClearErrors();
                break;

            case var status when status.IsTerminal():
                job.StoppedAt = runEvent.At;
                break;
        }
    }

    private static void TakeStep(JobView job, RunEvent runEvent)
    {
        if (runEvent.Status == WorkflowStatus.Running)
        {
            job.Step = runEvent.Label;
            job.ClearErrors();
        }
        else if (runEvent.Status == WorkflowStatus.Failure)
        {
            job.Step = runEvent.Label;
        }
    }
}
