namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Codes that say why a job did not start a workflow, or not yet.</summary>
public static class StartReasons
{
    /// <summary>There is no such workflow any more, or it has errors.</summary>
    public const string WorkflowDeleted = "workflow_deleted";

    /// <summary>The type of the job has no blueprint.</summary>
    public const string TypeMismatch = "type_mismatch";

    /// <summary>The workflow has the type switched off.</summary>
    public const string Disabled = "disabled";

    /// <summary>The job belongs to no scope.</summary>
    public const string NoExperiment = "no_experiment";

    /// <summary>The job is of a scope that the workflow does not listen to, or that the host does not let start it.</summary>
    public const string ExperimentMismatch = "experiment_mismatch";

    /// <summary>The job ended otherwise.</summary>
    public const string StatusMismatch = "status_mismatch";

    /// <summary>The job has another name.</summary>
    public const string NameMismatch = "name_mismatch";

    /// <summary>A condition is false.</summary>
    public const string ConditionFalse = "condition_false";

    /// <summary>A condition cannot be evaluated, which counts as false.</summary>
    public const string ConditionError = "condition_error";

    /// <summary>The most runs in all were started.</summary>
    public const string LimitTotal = "limit_total";

    /// <summary>The most runs of the span of time were started.</summary>
    public const string LimitWindow = "limit_window";

    /// <summary>The last start is too recent.</summary>
    public const string Cooldown = "cooldown";

    /// <summary>The most runs have not ended yet.</summary>
    public const string LimitActive = "limit_active";

    /// <summary>A run of the workflow itself led to the job.</summary>
    public const string LoopSelf = "loop_self";

    /// <summary>Too many runs, each started by the one before, led to the job.</summary>
    public const string LoopDepth = "loop_depth";

    /// <summary>The event was processed before.</summary>
    public const string DuplicateEvent = "duplicate_event";

    /// <summary>The run could not be made.</summary>
    public const string QueueError = "queue_error";
}
