namespace WorkflowEngine.Storage;

/// <summary>All that <see cref="IStoreMaintenance.CheckAsync"/> looks at.</summary>
public static class StoreRules
{
    /// <summary>Statuses are known.</summary>
    public const string UnknownStatus = "unknown_status";

    /// <summary>An ended run has no open job.</summary>
    public const string RunOpenJob = "run_open_job";

    /// <summary>An open run has an open job.</summary>
    public const string RunWithoutOpenJob = "run_without_open_job";

    /// <summary>The status of a run follows from its jobs.</summary>
    public const string RunOutcome = "run_outcome";

    /// <summary>Start and end of a run agree with its status.</summary>
    public const string RunTimes = "run_times";

    /// <summary>The plan of a run is stored.</summary>
    public const string RunPlan = "run_plan";

    /// <summary>The event and inputs of a run are stored.</summary>
    public const string RunInputs = "run_inputs";

    /// <summary>A run has the jobs of its plan.</summary>
    public const string RunJobs = "run_jobs";

    /// <summary>Numbers of runs are in order.</summary>
    public const string RunNumber = "run_number";

    /// <summary>A concurrency group of runs has one that runs.</summary>
    public const string RunGroup = "run_group";

    /// <summary>Plans have the hash they are stored under.</summary>
    public const string PlanHash = "plan_hash";

    /// <summary>Definitions have the hash they are stored with.</summary>
    public const string DefinitionHash = "definition_hash";

    /// <summary>A job that is to run has a task.</summary>
    public const string JobTask = "job_task";

    /// <summary>A job that is not to run has no task.</summary>
    public const string JobEndedTask = "job_ended_task";

    /// <summary>A running job has a worker's claim.</summary>
    public const string JobUnclaimed = "job_unclaimed";

    /// <summary>Attempts have no gaps.</summary>
    public const string JobAttempts = "job_attempts";

    /// <summary>Start, end and worker of a job agree with its status.</summary>
    public const string JobTimes = "job_times";

    /// <summary>Versions of jobs are those of their run.</summary>
    public const string JobVersion = "job_version";

    /// <summary>Leases are whole.</summary>
    public const string TaskLease = "task_lease";

    /// <summary>The end of a task agrees with its status.</summary>
    public const string TaskTimes = "task_times";

    /// <summary>The place of a task in the queue is possible.</summary>
    public const string TaskQueue = "task_queue";

    /// <summary>Held tasks have something that holds them.</summary>
    public const string TaskHeld = "task_held";

    /// <summary>A concurrency group of jobs has one that runs.</summary>
    public const string TaskGroup = "task_group";

    /// <summary>Steps end with their attempt.</summary>
    public const string StepOpen = "step_open";

    /// <summary>The end of a step agrees with its status.</summary>
    public const string StepTimes = "step_times";

    /// <summary>Events have no gaps.</summary>
    public const string EventSequence = "event_sequence";

    /// <summary>Rows of events hold what they say.</summary>
    public const string EventDocument = "event_document";

    /// <summary>Events and run agree.</summary>
    public const string EventRunStatus = "event_run_status";

    /// <summary>Events and jobs agree.</summary>
    public const string EventJobStatus = "event_job_status";

    /// <summary>Log lines are stored once.</summary>
    public const string LogSequence = "log_sequence";

    /// <summary>Observers are not ahead.</summary>
    public const string ObserverPosition = "observer_position";

    /// <summary>Deliveries and runs agree.</summary>
    public const string DeliveryRuns = "delivery_runs";

    /// <summary>Rows have what they belong to.</summary>
    public const string OrphanRow = "orphan_row";

    /// <summary>The rules, in the order of their findings.</summary>
    public static IReadOnlyList<StoreRule> All { get; } =
    [
        new(UnknownStatus, "every run, job, task and step has a status that it can have"),
        new(RunOpenJob, "no job of an ended run is open"),
        new(RunWithoutOpenJob, "a run that has not ended has an open job"),
        new(RunOutcome, "the status of an ended run is one that its jobs can give"),
        new(RunTimes, "a run has an end when it has ended and a start when it is running"),
        new(RunPlan, "the plan of a run is stored"),
        new(RunInputs, "what a run was started with is stored"),
        new(RunJobs, "a run has just the jobs of its plan"),
        new(RunNumber, "the numbers of a scope's runs grow with their ids, up to the last one that was given"),
        new(RunGroup, "no run of a concurrency group starts before an older one has ended"),
        new(PlanHash, "a plan is stored under its hash"),
        new(DefinitionHash, "a definition is stored with its hash"),
        new(JobTask, "a waiting or running job has one open task, of its current attempt"),
        new(JobEndedTask, "a job that is blocked or has ended has no open task"),
        new(JobUnclaimed, "the task of a running job is claimed"),
        new(JobAttempts, "the attempts of a job have no gap and end with the current one"),
        new(JobTimes, "a job has an end when it has ended, and a start and a worker when it is running"),
        new(JobVersion, "no job is of a later version than its run"),
        new(TaskLease, "a running task has a whole lease and a waiting one none"),
        new(TaskTimes, "a task has an end when it has ended, and only then"),
        new(TaskQueue, "a task that is delayed has an instant, and its place in the queue is one of those that there are"),
        new(TaskHeld, "a task is held only by an older run or another task of its concurrency group"),
        new(TaskGroup, "no two tasks of a concurrency group run"),
        new(StepOpen, "no step of an ended attempt is open"),
        new(StepTimes, "a step that has ended has an end, and one that has not has none"),
        new(EventSequence, "the events of a run count from 1 without a gap to the run's last one, in the order of their positions"),
        new(EventDocument, "a row of events holds the events it says"),
        new(EventRunStatus, "the last event of a run has the run's status"),
        new(EventJobStatus, "the last event of a job has the job's status"),
        new(LogSequence, "no line of an attempt is stored twice, and none has a number beyond the last one noted"),
        new(ObserverPosition, "no observer is ahead of the events"),
        new(DeliveryRuns, "a delivery that started runs is kept as long as one of them, and a run's delivery is stored"),
        new(OrphanRow, "every row belongs to a run, job or task that is there"),
    ];
}
