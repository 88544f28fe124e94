namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in workflows whose tasks start each other through transitions (<c>WF44xx</c>).</summary>
public static class TaskCodes
{
    /// <summary>A task lacks what its type needs: an action or tasks of its own.</summary>
    public const string Incomplete = "WF4401";

    /// <summary>A task that runs others together has none.</summary>
    public const string EmptyParallel = "WF4402";

    /// <summary>A transition leads to a task that does not exist.</summary>
    public const string UnknownTarget = "WF4403";

    /// <summary>Two tasks have the same name.</summary>
    public const string DuplicateTask = "WF4404";

    /// <summary>The name of a task is one that expressions use for something else.</summary>
    public const string ReservedName = "WF4405";

    /// <summary>A variable has a name that variables cannot have.</summary>
    public const string InvalidVariable = "WF4406";

    /// <summary>No path of transitions leads to a task.</summary>
    public const string Unreachable = "WF4407";

    /// <summary>Every task follows another, so none can be the first.</summary>
    public const string NoEntryPoint = "WF4408";

    /// <summary>A task waits for more tasks than lead to it, or for none.</summary>
    public const string InvalidJoin = "WF4409";

    /// <summary>An action is not named by a pack and a name.</summary>
    public const string InvalidAction = "WF4410";

    /// <summary>A schema of parameters or of the result is not a schema.</summary>
    public const string InvalidSchema = "WF4411";

    /// <summary>A branch of a decision has no condition, or a second one is the default.</summary>
    public const string InvalidDecision = "WF4412";

    /// <summary>A fan-out over items has a concurrency or batch size that is not a positive number.</summary>
    public const string InvalidItems = "WF4413";

    /// <summary>The version or the ref of the workflow is empty or too long.</summary>
    public const string InvalidText = "WF4414";

    /// <summary>The workflow has no tasks.</summary>
    public const string NoTasks = "WF4415";

    /// <summary>An expression reads <c>item</c> or <c>index</c> where there are no items.</summary>
    public const string ItemWithoutItems = "WF4416";

    /// <summary>An expression reads a parameter without saying that it is one.</summary>
    public const string BareParameter = "WF4417";

    /// <summary>An expression reads the result of a task that does not exist.</summary>
    public const string UnknownTask = "WF4418";
}
