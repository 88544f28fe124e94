namespace WorkflowEngine.Runs;

/// <summary>The codes of <see cref="StatusReason"/> that the engine itself gives.</summary>
public static class ReasonCodes
{
    /// <summary>The job's condition was false.</summary>
    public const string ConditionFalse = "condition_false";

    /// <summary>The job's condition could not be evaluated.</summary>
    public const string ConditionError = "condition_error";

    /// <summary>The workflow planned no jobs for this event.</summary>
    public const string NoJobs = "no_jobs";

    /// <summary>The workflow's program could not plan the run.</summary>
    public const string PlanFailed = "plan_failed";

    /// <summary>A job failed.</summary>
    public const string JobFailed = "job_failed";

    /// <summary>A step failed.</summary>
    public const string StepFailed = "step_failed";

    /// <summary>A command ended with an exit code other than 0.</summary>
    public const string ExitCode = "exit_code";

    /// <summary>A command was ended by a signal.</summary>
    public const string Signal = "signal";

    /// <summary>The time allowed was used up.</summary>
    public const string Timeout = "timeout";

    /// <summary>The program that runs the step could not be started.</summary>
    public const string StartFailed = "start_failed";

    /// <summary>The step cannot be run as it is written.</summary>
    public const string InvalidStep = "invalid_step";

    /// <summary>No code is registered under the name that the step uses.</summary>
    public const string UnknownAction = "unknown_action";

    /// <summary>Code of the host application threw an exception.</summary>
    public const string Exception = "exception";

    /// <summary>A step that this one depends on did not succeed.</summary>
    public const string DependencyFailed = "dependency_failed";

    /// <summary>An earlier step of the job failed.</summary>
    public const string EarlierStepFailed = "earlier_step_failed";

    /// <summary>Someone cancelled the run.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A newer run of the same concurrency group took its place.</summary>
    public const string Superseded = "superseded";

    /// <summary>The worker that had the task stopped answering.</summary>
    public const string WorkerLost = "worker_lost";

    /// <summary>The worker gave the task back because it is shutting down.</summary>
    public const string WorkerStopped = "worker_stopped";

    /// <summary>The attempt failed and another one is due.</summary>
    public const string Retry = "retry";

    /// <summary>The job waits for jobs it needs.</summary>
    public const string WaitingForNeeds = "waiting_for_needs";

    /// <summary>The list of the job's fan-out was empty.</summary>
    public const string EmptyForEach = "empty_for_each";
}
