namespace WorkflowEngine.Definitions;

/// <summary>Whether a transition fires beside others of its job or instead of them.</summary>
public enum TransitionChoice
{
    /// <summary>Fires whenever its condition is true.</summary>
    Every = 0,

    /// <summary>Fires when its condition is true and no transition of this kind before it has fired.</summary>
    FirstMatch = 1,

    /// <summary>Fires when no transition of the kind <see cref="FirstMatch"/> has fired, wherever it stands.</summary>
    Otherwise = 2,
}
