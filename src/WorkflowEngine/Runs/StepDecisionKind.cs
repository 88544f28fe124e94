namespace WorkflowEngine.Runs;

/// <summary>What may happen to a step now.</summary>
internal enum StepDecisionKind
{
    Run = 0,
    Skip = 1,

    /// <summary>A step it depends on has not ended.</summary>
    Wait = 2,

    /// <summary>Its condition cannot be evaluated.</summary>
    Fail = 3,
}
