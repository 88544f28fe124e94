namespace WorkflowEngine.Definitions;

/// <summary>What a transition is for, as far as its condition tells; for showing it, not for deciding it.</summary>
internal enum TransitionKind
{
    Succeeded,
    Failed,
    TimedOut,
    Always,
    Custom,
}
