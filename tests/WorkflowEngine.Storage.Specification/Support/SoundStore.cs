using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>
/// Runs as the engine leaves them: one that has ended, one that is running with a job that is blocked, and one that waits for it.
/// </summary>
internal sealed class SoundStore(IWorkflowStore store)
{
    private const string Worker = "worker";

    public WorkflowRun Ended { get; private set; } = null!;

    public WorkflowRun Running { get; private set; } = null!;

    public WorkflowRun Held { get; private set; } = null!;

    public static async Task<SoundStore> FillAsync(IWorkflowStore store, DateTimeOffset now)
    {
        var sound = new SoundStore(store);
        await store.Catalog.SaveAsync(Sample.Definition("build").Scope, "files", [Sample.Definition("build")]);
        var created = await store.Runs.TryCreateAsync(
            Sample.Creation(NewRun(1), NewRun(2, group: "g"), NewRun(1, group: "g")) with { DeliveryKey = "key" });
        var leases = await store.Runs.ClaimAsync(new() { Worker = Worker, Limit = 10, Now = now, ExpiresAt = now.AddMinutes(1) });
        leases.Should().HaveCount(2, "the third run waits for the second one");
        await store.Logs.AppendAsync(leases[0].Lease, [Sample.Line(1), Sample.Line(2)]);
        sound.Ended = await sound.EndAsync(await sound.StartAsync(created.Runs[0]));
        sound.Running = await sound.StartAsync(created.Runs[1]);
        sound.Held = created.Runs[2];
        await store.Runs.SaveObserverPositionAsync("observer", (await store.Runs.ReadEventsAsync(0, 100))[^1].Position);
        return sound;
    }

    public async Task<WorkflowRun> StartAsync(WorkflowRun run) => await SaveAsync(
        run with { Status = WorkflowStatus.Running, StartedAt = Sample.Start },
        Sample.Job(0, WorkflowStatus.Running) with { StartedAt = Sample.Start, Worker = Worker },
        Sample.Step(0, 0),
        task: null);

    public async Task<WorkflowRun> EndAsync(WorkflowRun run) => await SaveAsync(
        run with { Status = WorkflowStatus.Success, StoppedAt = Sample.Start },
        Sample.Job(0, WorkflowStatus.Success) with { StartedAt = Sample.Start, StoppedAt = Sample.Start, Worker = Worker },
        Sample.Step(0, 0, WorkflowStatus.Success),
        Sample.Task(0, 1, WorkflowStatus.Success));

    /// <summary>Saves rows with the events that tell of them.</summary>
    public async Task<WorkflowRun> SaveAsync(WorkflowRun run, JobRun job, StepRun? step, TaskRun? task)
    {
        var events = new List<RunEvent>();
        if (step is not null)
        {
            Tell(RunEventKind.Step, step.Status, job: 0, step: 0);
        }

        Tell(RunEventKind.Job, job.Status, job.Index);
        Tell(RunEventKind.Run, run.Status);
        var change = Sample.Change(
            run, jobs: [job], tasks: task is null ? [] : [task], steps: step is null ? [] : [step], events: events.Count) with
        { Events = events };
        (await store.Runs.TryApplyAsync(change)).Should().BeTrue();
        return change.Run;

        void Tell(RunEventKind kind, WorkflowStatus status, int? job = null, int? step = null) => events.Add(
            Sample.Event(run.LastEvent + events.Count + 1, run.Id, status) with { Kind = kind, Job = job, Attempt = job is null ? null : 1, Step = step });
    }

    /// <summary>A run whose first job waits and whose others are blocked.</summary>
    private static NewRun NewRun(int jobs, string? group = null)
    {
        var run = Sample.Run(jobs, group: group);
        return run with
        {
            Run = run.Run with { LastEvent = 2 },
            Jobs = [.. run.Jobs.Select(job => job.Index == 0 ? job : job with { Status = WorkflowStatus.Blocked, Attempt = 0 })],
            Tasks = [run.Tasks[0]],
            Events = [Sample.Event(1), Sample.Event(2) with { Kind = RunEventKind.Job, Job = 0, Attempt = 1 }],
        };
    }
}
