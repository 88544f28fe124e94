namespace WorkflowEngine.Runs;

/// <summary>What a condition said.</summary>
/// <param name="Runs">Whether the job runs.</param>
/// <param name="IsError">Whether the condition could not be evaluated.</param>
/// <param name="Text">One sentence for people.</param>
internal readonly record struct ConditionResult(bool Runs, bool IsError, string Text);
