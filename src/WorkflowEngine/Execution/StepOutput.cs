namespace WorkflowEngine.Execution;

/// <summary>The bound of what a step gives.</summary>
internal static class StepOutput
{
    /// <summary>In characters; of the output of a program each stream keeps its end of this length.</summary>
    public const int MaxLength = 64 * 1024;
}
