namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How several conditions make one.</summary>
public enum ConditionMode
{
    /// <summary>Every one must be true.</summary>
    All,

    /// <summary>One that is true is enough.</summary>
    Any,
}
