namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in definitions (<c>WF4xxx</c>), wherever they were written.</summary>
public static class DefinitionCodes
{
    /// <summary>A name is empty, too long, or has characters that names cannot have.</summary>
    public const string InvalidName = "WF4001";

    /// <summary>The workflow has no jobs.</summary>
    public const string NoJobs = "WF4002";

    /// <summary>A job has no steps.</summary>
    public const string NoSteps = "WF4003";

    /// <summary>The workflow has too many jobs.</summary>
    public const string TooManyJobs = "WF4004";

    /// <summary>A job has too many steps.</summary>
    public const string TooManySteps = "WF4005";

    /// <summary>Two jobs have the same name.</summary>
    public const string DuplicateJob = "WF4006";

    /// <summary>Two steps of a job have the same id.</summary>
    public const string DuplicateStep = "WF4007";

    /// <summary>A job needs one that does not exist.</summary>
    public const string UnknownNeed = "WF4008";

    /// <summary>A job needs itself.</summary>
    public const string SelfNeed = "WF4009";

    /// <summary>Jobs need each other in a circle.</summary>
    public const string JobCycle = "WF4010";

    /// <summary>A job or step names the same dependency twice.</summary>
    public const string RepeatedDependency = "WF4011";

    /// <summary>A step depends on one that does not exist.</summary>
    public const string UnknownStep = "WF4012";

    /// <summary>A step depends on itself.</summary>
    public const string SelfStep = "WF4013";

    /// <summary>Steps depend on each other in a circle.</summary>
    public const string StepCycle = "WF4014";

    /// <summary>The condition of a job cannot be met without needs.</summary>
    public const string ConditionWithoutNeeds = "WF4015";

    /// <summary>A retry policy has values out of range.</summary>
    public const string InvalidRetry = "WF4016";

    /// <summary>A priority is out of range.</summary>
    public const string InvalidPriority = "WF4017";

    /// <summary>A timeout is out of range.</summary>
    public const string InvalidTimeout = "WF4018";

    /// <summary>A step lacks what its kind needs: a command, an action, a function or steps.</summary>
    public const string IncompleteStep = "WF4019";

    /// <summary>A step inside a parallel step has what only steps of a job may have.</summary>
    public const string InvalidParallel = "WF4020";

    /// <summary>An environment variable has an impossible name or value.</summary>
    public const string InvalidEnvironment = "WF4021";

    /// <summary>A working directory is not inside the workspace.</summary>
    public const string InvalidWorkingDirectory = "WF4022";

    /// <summary>A fan-out has an impossible variable or too many items.</summary>
    public const string InvalidForEach = "WF4023";

    /// <summary>A concurrency group has no name.</summary>
    public const string InvalidConcurrency = "WF4024";

    /// <summary>A trigger has no event, or a schedule no five-field cron expression.</summary>
    public const string InvalidTrigger = "WF4025";

    /// <summary>A trigger has two filters of which only one may be given.</summary>
    public const string ConflictingFilters = "WF4026";

    /// <summary>A label of <c>runs_on</c> is empty.</summary>
    public const string InvalidLabel = "WF4027";
}
