namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What becomes of an event that a limit does not let start a run.</summary>
public enum ExceededAction
{
    /// <summary>Nothing is started.</summary>
    Skip,

    /// <summary>It waits until there is room, the first come first.</summary>
    Defer,
}
