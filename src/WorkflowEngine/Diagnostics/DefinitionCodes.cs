namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in definitions (<c>WF41xx</c>), wherever they were written.</summary>
public static class DefinitionCodes
{
    /// <summary>A name is empty, too long, or has characters that names cannot have.</summary>
    public const string InvalidName = "WF4101";

    /// <summary>The workflow has no jobs.</summary>
    public const string NoJobs = "WF4102";

    /// <summary>A job has no steps.</summary>
    public const string NoSteps = "WF4103";

    /// <summary>The workflow has too many jobs.</summary>
    public const string TooManyJobs = "WF4104";

    /// <summary>A job has too many steps.</summary>
    public const string TooManySteps = "WF4105";

    /// <summary>Two jobs have the same name.</summary>
    public const string DuplicateJob = "WF4106";

    /// <summary>Two steps of a job have the same id.</summary>
    public const string DuplicateStep = "WF4107";

    /// <summary>A job needs one that does not exist.</summary>
    public const string UnknownNeed = "WF4108";

    /// <summary>A job needs itself.</summary>
    public const string SelfNeed = "WF4109";

    /// <summary>Jobs need each other in a circle.</summary>
    public const string JobCycle = "WF4110";

    /// <summary>A job or step names the same dependency twice.</summary>
    public const string RepeatedDependency = "WF4111";

    /// <summary>A step depends on one that does not exist.</summary>
    public const string UnknownStep = "WF4112";

    /// <summary>A step depends on itself.</summary>
    public const string SelfStep = "WF4113";

    /// <summary>Steps depend on each other in a circle.</summary>
    public const string StepCycle = "WF4114";

    /// <summary>The condition of a job cannot be met without needs.</summary>
    public const string ConditionWithoutNeeds = "WF4115";

    /// <summary>A retry policy has values out of range.</summary>
    public const string InvalidRetry = "WF4116";

    /// <summary>A priority is out of range.</summary>
    public const string InvalidPriority = "WF4117";

    /// <summary>A timeout is out of range.</summary>
    public const string InvalidTimeout = "WF4118";

    /// <summary>A step lacks what its kind needs: a command, an action, a function or steps.</summary>
    public const string IncompleteStep = "WF4119";

    /// <summary>A step inside a parallel step has what only steps of a job may have.</summary>
    public const string InvalidParallel = "WF4120";

    /// <summary>An environment variable has an impossible name or value.</summary>
    public const string InvalidEnvironment = "WF4121";

    /// <summary>A working directory is not inside the workspace.</summary>
    public const string InvalidWorkingDirectory = "WF4122";

    /// <summary>A fan-out has an impossible variable or too many items.</summary>
    public const string InvalidForEach = "WF4123";

    /// <summary>A concurrency group has no name.</summary>
    public const string InvalidConcurrency = "WF4124";

    /// <summary>A label of <c>runs_on</c> is empty.</summary>
    public const string InvalidLabel = "WF4125";

    /// <summary>A trigger has no event, or a schedule no cron expression.</summary>
    public const string InvalidTrigger = "WF4126";

    /// <summary>An input of the workflow cannot be as it was written.</summary>
    public const string InvalidInput = "WF4127";
}
